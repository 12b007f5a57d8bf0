package dev.stsbroker.lease.simulation;

import java.util.Set;

/**
 * Runs worlds.
 *
 * <pre>
 *   -Dsimulation.seed=N    that one world
 *   -Dsimulation.seeds=N   so many worlds instead of the default; 4000 are a hundred years
 * </pre>
 */
final class Simulation {
  private Simulation() {}

  /** Lives through the world of {@code seed} with the engine that ships. */
  static Tally run(long seed) {
    return new World(seed, RealEngine::new, false, Set.of()).live();
  }

  /** The first seed to run: the one asked for, or 1. */
  static long first() {
    return Long.getLong("simulation.seed", 1);
  }

  /** How many seeds to run. */
  static int count(int usual) {
    return Long.getLong("simulation.seed") == null
        ? Integer.getInteger("simulation.seeds", usual)
        : 1;
  }
}
