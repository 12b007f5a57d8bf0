package dev.stsbroker.lease.simulation;

import dev.stsbroker.time.StsClock;
import dev.stsbroker.time.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One seed's world: an engine, everyone around it, and the book of what happened. */
final class World {
  /** Random begins alike for seeds that are near each other; this takes them apart. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final int EVENTS_BETWEEN_SIZINGS = 256;

  private final long seed;
  private final WorldPlan plan;
  private final SimulatedTime time = new SimulatedTime();
  private final Tally tally = new Tally();
  private final Map<String, KeyHistory> histories = new HashMap<>();
  private final Weather weather;
  private final CallRules calls;
  private final AnswerRules answers;
  private final Callers callers;
  private final Operator operator;
  private final Subject engine;

  /**
   * Every other world has the clock the broker runs on; the others have the machine's own, with all
   * its faults.
   */
  private final @Nullable StsClock clock;

  private final KeyFile keyFile = new KeyFile(this);
  private final boolean gullible;
  private final Set<Invariant> unchecked;
  private boolean heard;
  private boolean unnoticed;
  private @Nullable BrokenPromise broken;
  private long jumps;
  private long backwards;
  private int longestQueue;
  private boolean reloading;

  /**
   * @param gullible whether the broker believes any date at once
   * @param unchecked what an engine that is broken on purpose breaks besides
   */
  World(long seed, Subject.Maker maker, boolean gullible, Set<Invariant> unchecked) {
    this.seed = seed;
    this.gullible = gullible;
    this.unchecked = unchecked;
    Random random = new Random(seed * SPREAD);
    this.plan = WorldPlan.draw(random);
    Map<String, KeyPlan> plans = new HashMap<>();
    Stream.of(plan.keys(), plan.jobs())
        .flatMap(List::stream)
        .forEach(key -> plans.put(key.name(), key));
    plans.forEach((name, key) -> histories.put(name, new KeyHistory(key)));
    this.weather = new Weather(time, new Random(random.nextLong()), plan.keys());
    this.calls = new CallRules(this);
    this.answers = new AnswerRules(this);
    this.callers = new Callers(this, new Random(random.nextLong()));
    this.operator = new Operator(this, new Random(random.nextLong()));
    FakeSts sts = new FakeSts(this, new Random(random.nextLong()), plans);
    this.clock = seed % 2 == 0 ? new StsClock(time, time, time::sinceBoot) : null;
    Timing timing = new Timing(this::now, time, new Random(random.nextLong()));
    this.engine = maker.make(new Subject.Parts(plan.settings(), sts, timing, new Landings(this)));
  }

  /** Lives it through; throws {@link BrokenPromise} at the first promise that is broken. */
  Tally live() {
    plan.keys().stream().filter(key -> key.retention().pinned()).forEach(this::force);
    weather.begin(plan.spellsApart());
    callers.begin(plan);
    operator.begin(plan);
    time.run(plan.length(), this::afterEach);
    tally.worlds = 1;
    tally.nanos = time.nanoTime();
    return tally;
  }

  private void afterEach() {
    tally.event(time.nanoTime());
    int waiting = engine.waitingCalls();
    longestQueue = Math.max(longestQueue, waiting);
    if (waiting > plan.settings().callsPerSecond()) {
      weather.unwell();
    }
    checkQueue(waiting);
    answers.checkWaiters();
    if (tally.events % EVENTS_BETWEEN_SIZINGS == 0) {
      checkSize();
    }
    if (broken != null) {
      throw broken;
    }
  }

  /** Each key has a call at most, and one that a reload has left behind; jobs are bounded. */
  private void checkQueue(int waiting) {
    int most = 3 * (plan.keys().size() + plan.settings().maxSessions()) + calls.underWay();
    check(
        waiting <= most,
        Invariant.QUEUED,
        histories.values().iterator().next(),
        () -> waiting + " calls wait");
  }

  private void checkSize() {
    long pinned = plan.keys().stream().filter(key -> key.retention().pinned()).count();
    int flying = 1 + engine.waitingCalls() + calls.underWay();
    check(
        engine.size() <= pinned + Math.max(plan.settings().maxSessions(), flying),
        Invariant.BOUNDED,
        histories.values().iterator().next(),
        () -> engine.size() + " keys are held");
  }

  void ask(KeyPlan key) {
    KeyHistory history = history(key.name());
    used(history);
    answers.asked(history, engine.ask(key.name(), key.retention()));
  }

  void force(KeyPlan key) {
    KeyHistory history = history(key.name());
    used(history);
    history.forced = true;
    told(history, "refresh is forced", 0);
    if (history.waitingSince < 0 && history.open.isEmpty() && !holds(history)) {
      history.waitingSince = time.nanoTime();
    }
    engine.refresh(key.name(), key.retention());
  }

  private boolean holds(KeyHistory history) {
    return (history.held != null && live(history.held))
        || (history.loaded != null && live(history.loaded));
  }

  private void used(KeyHistory history) {
    history.usedAt = time.nanoTime();
    history.backwardsAtUse = backwards;
  }

  void retire(Set<String> changed) {
    weather.unwell();
    reloading = true;
    engine.retireIf(changed::contains);
    reloading = false;
    plan.keys().stream()
        .filter(key -> key.retention().pinned() && changed.contains(key.name()))
        .forEach(this::force);
  }

  void step(Duration step) {
    if (clock != null && heard) {
      // Steps of the local clock are nothing to a clock that goes by STS's word.
      time.stepWall(step);
      return;
    }
    jumped(step);
    time.stepWall(step);
    backwards += Math.max(0, -step.toNanos());
  }

  void suspend(Duration length) {
    jumped(length);
    unnoticed = true;
    time.suspend(length);
  }

  private void jumped(Duration by) {
    jumps++;
    weather.unwell();
    histories.values().forEach(history -> told(history, "the clock jumps, s:", by.toSeconds()));
  }

  void replan() {
    unnoticed = false;
    if (clock != null && clock.tick().isZero()) {
      return;
    }
    weather.unwell();
    engine.replan();
    long now = jumps;
    time.after(Duration.ofNanos(longestFlight()), () -> noticed(now));
  }

  private void noticed(long jump) {
    if (jump == jumps) {
      plan.keys().stream().map(KeyPlan::name).map(this::history).forEach(calls::checkNoticed);
    }
  }

  /** Fails unless {@code holds}. The engine may swallow what is thrown here, so it is kept too. */
  void check(boolean holds, Invariant invariant, KeyHistory history, Supplier<String> what) {
    tally.checks++;
    if (!holds && broken == null && !unchecked.contains(invariant)) {
      String of = history.plan + "\n  " + plan.settings() + "\n" + history.story;
      broken = new BrokenPromise(this, invariant, what.get(), "  " + of);
    }
  }

  void check(boolean holds, Invariant invariant, KeyHistory history, String what) {
    check(holds, invariant, history, () -> what);
  }

  void told(KeyHistory history, String text, long detail) {
    tally.told(text, detail);
    history.story.tell(time.nanoTime(), text, detail);
  }

  KeyHistory history(String key) {
    KeyHistory history = histories.get(key);
    if (history == null) {
      throw new AssertionError("nobody has the key " + key);
    }
    return history;
  }

  /** Whether nothing at all has been wrong for {@code length}. */
  boolean wellFor(Duration length) {
    return calls.overdue() == 0 && weather.wellFor(length);
  }

  /** What time the engine believes it is. */
  Instant now() {
    return clock == null ? time.instant() : clock.instant();
  }

  /** Whether the engine's clock shows the truth, up to what dates in whole seconds hide. */
  boolean clockIsTrue() {
    return Duration.between(now(), time.truth()).abs().compareTo(Duration.ofSeconds(5)) < 0;
  }

  /** STS has answered, and said what time it is there; perhaps it lies. */
  void heardFromSts(Instant date, boolean lie) {
    StsClock told = clock;
    if (told == null) {
      heard = true;
      return;
    }
    boolean right = clockIsTrue();
    boolean moved = told.heard(date.truncatedTo(ChronoUnit.SECONDS), gullible);
    if (moved) {
      jumped(Duration.ZERO);
      engine.replan();
    }
    heard |= !lie && clockIsTrue();
    check(
        !lie || !right || clockIsTrue(),
        Invariant.DATED,
        histories.values().iterator().next(),
        () -> "a date of " + date + " has moved the clock to " + now());
  }

  /** Another key is used from now on, whoever has read it. */
  void announceKey() {
    weather.unwell();
    histories.values().forEach(history -> history.forced = true);
    engine.refreshIf(key -> true);
    int version = keyFile.used();
    time.after(Duration.ofNanos(2 * longestFlight()), () -> checkRotated(version));
  }

  private void checkRotated(int version) {
    plan.keys().stream()
        .filter(key -> key.retention().pinned())
        .map(key -> history(key.name()))
        .filter(history -> history.loaded != null)
        .forEach(
            history ->
                check(
                    history.loaded.belief().version >= version,
                    Invariant.ROTATED,
                    history,
                    () -> "held since " + Duration.ofNanos(time.nanoTime() - history.landedAt)));
  }

  KeyFile keyFile() {
    return keyFile;
  }

  /**
   * How much of {@code token}'s life is left in truth; null where the engine cannot be held to it.
   */
  @Nullable Duration leftInTruth(Token token) {
    return clock == null || unnoticed ? null : Duration.between(time.truth(), token.expiresAt());
  }

  /** Whether the engine has to serve it still. */
  boolean live(Token token) {
    Instant ends = token.belief().ends;
    Instant said = ends.equals(Instant.MAX) ? token.expiresAt() : ends;
    long age = time.nanoTime() - token.arrivesAt();
    return now().isBefore(said.minus(Plan7.LAST_SERVED))
        && age < history(token.key()).plan.life().toNanos();
  }

  Duration life(Token token) {
    Duration said = Duration.between(token.issuedAt(), token.expiresAt());
    Duration most = Plan7.longest(history(token.key()).plan.life());
    return said.compareTo(most) < 0 ? said : most;
  }

  /**
   * The longest a flight may take, in nanoseconds: two tries, each with its wait in the queue,
   * where the more urgent may overtake.
   */
  long longestFlight() {
    double queue = 2.0 * longestQueue + plan.keys().size();
    double seconds = queue / plan.settings().callsPerSecond() + 1;
    return 2 * (plan.settings().callDeadline().toNanos() + (long) (seconds * 1e9));
  }

  long seed() {
    return seed;
  }

  WorldPlan plan() {
    return plan;
  }

  SimulatedTime time() {
    return time;
  }

  Tally tally() {
    return tally;
  }

  Weather weather() {
    return weather;
  }

  CallRules calls() {
    return calls;
  }

  Callers callers() {
    return callers;
  }

  long jumps() {
    return jumps;
  }

  /** All that the wall clock was ever set back, in nanoseconds. */
  long backwards() {
    return backwards;
  }

  boolean reloading() {
    return reloading;
  }
}
