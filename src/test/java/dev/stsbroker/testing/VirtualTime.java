package dev.stsbroker.testing;

import dev.stsbroker.broker.ProfileStatus;
import java.time.Duration;

/**
 * Moves a broker's clock without outrunning its sockets: from timer to timer, and on only when no
 * call to STS is under way or STS sits on those that are.
 */
public final class VirtualTime {
  private final TestingBroker broker;
  private boolean slow;

  /** Whether it is slow only for the calls that are under way. */
  private boolean wasSlow;

  private long landed;

  /** Moves the clock of {@code broker}. */
  public VirtualTime(TestingBroker broker) {
    this.broker = broker;
  }

  /**
   * Says whether STS sits on calls from now on, so that they end at their deadlines only. Those
   * under way when it stops doing so still do.
   */
  public void slow(boolean calls) throws Exception {
    wasSlow = !calls && slow && flying() > 0;
    slow = calls || wasSlow;
  }

  /** Lets {@code duration} pass. */
  public void pass(Duration duration) throws Exception {
    long end = broker.time().nanoTime() + duration.toNanos();
    settle();
    while (broker.time().step(left(end))) {
      settle();
    }
    broker.time().advance(left(end));
    settle();
  }

  /** Passes to the next call to STS, and no further: its deadline does not pass. */
  public void passToNextCall() throws Exception {
    long before = callsSeen();
    // A quick call may be over before it is seen to fly.
    while (flying() == 0 && callsSeen() == before) {
      broker.time().step(Duration.ofDays(1));
    }
  }

  /** Returns when every call to STS has ended, or has arrived there and hangs. */
  public void settle() throws Exception {
    Waiting.until("calls to STS are over", () -> flying() == 0 || stuck());
  }

  /** Whether calls are under way that only a deadline will end. */
  public boolean stuck() throws Exception {
    int flying = flying();
    if (!slow || flying == 0) {
      return false;
    }
    int hanging = broker.sandbox().cloud().faults().hanging();
    return hanging == flying || (hanging == 0 && callsSeen() > landed);
  }

  /** How many calls the sandbox has seen. */
  public long callsSeen() {
    return broker.sandbox().cloud().outcomes().values().stream().mapToLong(Long::longValue).sum();
  }

  private int flying() throws Exception {
    int flying = 0;
    for (ProfileStatus profile : broker.profiles()) {
      boolean unasked = "empty".equals(profile.state());
      flying += unasked || profile.nextAt() != null ? 0 : 1;
    }
    if (flying == 0) {
      landed = callsSeen();
      slow &= !wasSlow;
    }
    return flying;
  }

  private Duration left(long end) {
    return Duration.ofNanos(end - broker.time().nanoTime());
  }
}
