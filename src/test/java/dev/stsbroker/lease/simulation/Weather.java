package dev.stsbroker.lease.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What is wrong at STS, and since when nothing has been. */
final class Weather {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(6);

  private final SimulatedTime time;
  private final Random random;
  private final List<KeyPlan> keys;
  private @Nullable Spell spell;
  private long unwellAt;

  Weather(SimulatedTime time, Random random, List<KeyPlan> keys) {
    this.time = time;
    this.random = random;
    this.keys = keys;
  }

  /** Brings spells for good, one after the other. */
  void begin(Duration apart) {
    if (!apart.isZero()) {
      time.after(Draw.apart(random, apart), () -> strike(apart));
    }
  }

  private void strike(Duration apart) {
    Kind[] kinds = Kind.values();
    Kind kind = kinds[random.nextInt(kinds.length)];
    String key = random.nextInt(3) == 0 ? keys.get(random.nextInt(keys.size())).name() : null;
    Duration length = Draw.between(random, SHORTEST, LONGEST);
    spell = new Spell(kind, key, 0.3 + random.nextDouble(), time.nanoTime() + length.toNanos());
    unwell();
    time.after(length, () -> clear(apart));
  }

  private void clear(Duration apart) {
    spell = null;
    begin(apart);
  }

  /** What a call for {@code key}, started now, meets; null for nothing bad. */
  @Nullable Spell meets(String key) {
    Spell now = spell;
    if (now == null || (now.key() != null && !now.key().equals(key))) {
      return null;
    }
    return random.nextDouble() < now.odds() ? now : null;
  }

  /** Something is not as it should be, at STS, on the way there or with the clock. */
  void unwell() {
    unwellAt = time.nanoTime();
  }

  /** Whether nothing is wrong at STS at this moment. */
  boolean clear() {
    return spell == null;
  }

  /** Whether all has been well for {@code length}, by the steady clock. */
  boolean wellFor(Duration length) {
    return time.nanoTime() - unwellAt > length.toNanos() && time.error() == 0;
  }

  /** How a call can go wrong. */
  enum Kind {
    UNREACHABLE,
    SLOW,
    HANGS,
    THROTTLES,
    REFUSES,
    DENIES_KEY,
    SHORT_LIVES,
    LONG_LIVES,
    DEAD_TOKENS,
    FALSE_DATES,
    /** Nobody has time for an answer; then all come at once. */
    STARVES,
    THROWS,
  }

  /**
   * A time of bad weather.
   *
   * @param kind what goes wrong
   * @param key for this key alone; null for all
   * @param odds of a call being struck; 1 and more for every one
   * @param end by the steady clock
   */
  record Spell(Kind kind, @Nullable String key, double odds, long end) {}
}
