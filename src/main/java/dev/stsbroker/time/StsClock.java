package dev.stsbroker.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock by which the broker decides, independent of the local clock. It counts on from the last
 * date that STS sent, with a clock that only moves forward, so that a step of the local clock, by
 * NTP or by hand, changes nothing; a suspend, in which the steady clock may have stood still, is
 * made up for by {@link #tick()}.
 *
 * <p>A date that is more than five minutes off moves nothing until a second answer or the local
 * clock says the same: one wrong machine behind STS's address must not make credentials live longer
 * or end at once.
 *
 * <p>STS's time counts because expirations are given in it. Until STS has answered, the local clock
 * is used.
 */
public final class StsClock implements InstantSource {
  /** Answers take time and dates have whole seconds: a difference up to here is none. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** A date names the second that has begun: on average, half of it is over. */
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  /** A difference beyond this is believed when a second answer agrees. */
  private static final Duration WITNESSED = Duration.ofMinutes(5);

  /** So near to each other, two witnesses say the same. */
  private static final Duration AGREEING = Duration.ofMinutes(1);

  /** Less than this is what two clocks read one after the other always differ by. */
  private static final long SHORTEST_SUSPEND_NANOS = Duration.ofMillis(500).toNanos();

  private final InstantSource local;
  private final Scheduler steady;
  private final LongSupplier sinceBoot;

  private Instant base;
  private long baseNanos;
  private long lastBoot;
  private long lastSteady;
  private boolean told;
  private @Nullable Duration claimed;

  /**
   * Starts by believing {@code local}.
   *
   * @param local the machine's clock, which may be wrong and may be stepped
   * @param steady its steady clock, which may stand still while the machine is suspended
   * @param sinceBoot nanoseconds since the machine was started, suspends included; where there is
   *     no such clock, {@code steady} again, and suspends go unnoticed until STS is next heard of
   */
  public StsClock(InstantSource local, Scheduler steady, LongSupplier sinceBoot) {
    this.local = local;
    this.steady = steady;
    this.sinceBoot = sinceBoot;
    this.base = local.instant();
    this.baseNanos = steady.nanoTime();
    this.lastBoot = sinceBoot.getAsLong();
    this.lastSteady = baseNanos;
  }

  @Override
  public Instant instant() {
    return base.plusNanos(steady.nanoTime() - baseNanos);
  }

  /** How far the local clock is ahead of the truth; negative if it is behind. */
  public Duration skew() {
    return Duration.between(instant(), local.instant());
  }

  /**
   * Hears that it is {@code date} at STS, to the second. One that is more than five minutes off is
   * believed when the next one agrees with it.
   *
   * @return whether that moved the time
   */
  public boolean heard(Instant date) {
    return heard(date, false);
  }

  /**
   * The same of an answer that may prove its date itself.
   *
   * @param proved whether STS refused the time that was signed, which a right date explains
   * @return whether that moved the time
   */
  public boolean heard(Instant date, boolean proved) {
    Instant before = base;
    // The date already includes a suspend that was not noticed yet: it must not be added again.
    move(slept());
    Duration difference = Duration.between(instant(), date.plus(HALF_A_SECOND));
    Duration local = Duration.between(this.local.instant(), date.plus(HALF_A_SECOND));
    boolean agrees = local.abs().compareTo(AGREEING) <= 0;
    if (believed(difference) || agrees || proved) {
      claimed = null;
      told = true;
      if (difference.abs().compareTo(TOLERANCE) > 0) {
        move(difference);
      }
    }
    return !base.equals(before);
  }

  /**
   * Looks after suspends and, until STS has spoken, after steps of the local clock. To be called
   * every few seconds.
   *
   * @return how far the time was moved; zero almost always
   */
  public Duration tick() {
    Duration slept = slept();
    move(slept);
    if (!told && skew().abs().compareTo(TOLERANCE) > 0) {
      Duration step = skew();
      move(step);
      return slept.plus(step);
    }
    return slept;
  }

  /** Whether it is small, or the answer before said the same; else it is kept for the next one. */
  private boolean believed(Duration difference) {
    Duration before = claimed;
    boolean small = difference.abs().compareTo(WITNESSED) <= 0;
    boolean seconded = before != null && difference.minus(before).abs().compareTo(AGREEING) <= 0;
    claimed = small || seconded ? null : difference;
    return small || seconded;
  }

  private Duration slept() {
    long boot = sinceBoot.getAsLong();
    long now = steady.nanoTime();
    long slept = (boot - lastBoot) - (now - lastSteady);
    if (slept < SHORTEST_SUSPEND_NANOS) {
      return Duration.ZERO;
    }
    lastBoot = boot;
    lastSteady = now;
    return Duration.ofNanos(slept);
  }

  private void move(Duration by) {
    base = base.plus(by);
  }
}
