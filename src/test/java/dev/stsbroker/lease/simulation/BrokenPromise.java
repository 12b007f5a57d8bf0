package dev.stsbroker.lease.simulation;

import java.time.Duration;

/** An invariant that did not hold, with all it takes to see it again. */
final class BrokenPromise extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final Invariant invariant;

  BrokenPromise(World world, Invariant invariant, String what, String story) {
    super(
        """
        %s: %s
          %s
          replay: -Dsimulation.seed=%d, at %s of steady time, wall clock %s (%s off)
        %s"""
            .formatted(
                invariant,
                invariant.sentence(),
                what,
                world.seed(),
                Duration.ofNanos(world.time().nanoTime()),
                world.time().instant(),
                Duration.ofNanos(world.time().error()),
                story));
    this.invariant = invariant;
  }

  Invariant invariant() {
    return invariant;
  }
}
