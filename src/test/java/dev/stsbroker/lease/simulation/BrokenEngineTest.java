package dev.stsbroker.lease.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulation is worth what it catches: each of these is the real engine with one thing wrong.
 */
class BrokenEngineTest {
  private static final int SEEDS = 20;

  @ParameterizedTest
  @MethodSource("faults")
  void simulation_catchesTheEngine_whenOnePromiseIsBroken(Fault fault) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      World world = new World(seed, fault.maker(), fault.gullible(), fault.unchecked());
      BrokenPromise caught = caught(world);
      if (caught != null) {
        System.out.printf(
            "| %s | %s | seed %d | after %d events, %s |%n",
            fault,
            caught.invariant(),
            seed,
            world.tally().events,
            Duration.ofNanos(world.time().nanoTime()).truncatedTo(ChronoUnit.SECONDS));
        assertThat(caught.invariant()).isEqualTo(fault.breaks());
        return;
      }
    }
    throw new AssertionError(fault + " was not caught within " + SEEDS + " seeds");
  }

  private static @Nullable BrokenPromise caught(World world) {
    try {
      world.live();
      return null;
    } catch (BrokenPromise broken) {
      return broken;
    }
  }

  private static Stream<Fault> faults() {
    return Stream.of(
        new Fault(
            "blanks what it holds when a refresh fails",
            Invariant.KEPT,
            BrokenEngine.Blanking::new),
        new Fault("calls once for every waiter", Invariant.ONE_CALL, BrokenEngine.Stampeding::new),
        new Fault("serves until the very end", Invariant.LIVE_AND_OWN, BrokenEngine.Clinging::new),
        new Fault("serves another keys value", Invariant.LIVE_AND_OWN, BrokenEngine.Confused::new),
        new Fault("renews for nobody", Invariant.IDLE_RESTS, BrokenEngine.Immortal::new),
        new Fault("calls when told of a failure", Invariant.RETRIES, BrokenEngine.Hasty::new),
        new Fault("waits for a refresh under way", Invariant.NO_WAIT, BrokenEngine.Blocking::new),
        new Fault("forgets waiters", Invariant.ANSWERED, BrokenEngine.Forgetful::new),
        new Fault(
            "waits a day for an answer",
            Invariant.ANSWERED,
            parts -> new RealEngine(EngineMutations.patient(parts))),
        new Fault(
            "has no budget",
            Invariant.BUDGET,
            parts -> new RealEngine(EngineMutations.unbudgeted(parts))),
        new Fault(
            "lets hung calls pile up",
            Invariant.ONE_CALL,
            parts -> new RealEngine(EngineMutations.careless(parts))),
        new Fault(
            "keeps every session",
            Invariant.BOUNDED,
            parts -> new RealEngine(EngineMutations.hoarding(parts)),
            Set.of(Invariant.QUEUED)),
        new Fault(
            "refreshes late",
            Invariant.FLOOR,
            parts -> new RealEngine(EngineMutations.pausing(parts, 105))),
        new Fault(
            "takes four fifths of every pause",
            Invariant.RETRIES,
            parts -> new RealEngine(EngineMutations.pausing(parts, 80))),
        new Fault("ignores jumps of the clock", Invariant.NOTICED, BrokenEngine.Oblivious::new),
        new Fault(
            "believes any Expiration",
            Invariant.BELIEVED,
            parts -> new RealEngine(EngineMutations.credulous(parts))),
        new Fault("believes any Date", Invariant.DATED, RealEngine::new, true, Set.of()),
        new Fault(
            "has one queue for all",
            Invariant.FAIR,
            parts -> new RealEngine(EngineMutations.unfair(parts)),
            Set.of(Invariant.QUEUED, Invariant.BOUNDED)),
        new Fault(
            "lets any number wait",
            Invariant.QUEUED,
            parts -> new RealEngine(EngineMutations.unbounded(parts))),
        new Fault("does not follow a new key", Invariant.ROTATED, BrokenEngine.Deaf::new));
  }

  /** An engine with one thing wrong, and what that has to break. */
  private record Fault(
      String what,
      Invariant breaks,
      Subject.Maker maker,
      boolean gullible,
      Set<Invariant> unchecked) {
    Fault(String what, Invariant breaks, Subject.Maker maker) {
      this(what, breaks, maker, Set.of());
    }

    Fault(String what, Invariant breaks, Subject.Maker maker, Set<Invariant> unchecked) {
      this(what, breaks, maker, false, unchecked);
    }

    @Override
    public String toString() {
      return what;
    }
  }
}
