package dev.stsbroker.lease.simulation;

import dev.stsbroker.lease.LeaseSettings;
import dev.stsbroker.lease.RetentionPolicy;
import dev.stsbroker.lease.simulation.KeyPlan.Habit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a seed makes of a world before it begins.
 *
 * @param length how long it is lived through
 * @param settings the engine's bounds
 * @param keys the configured keys, asked for by habit
 * @param jobs keys of jobs, more than the bound allows; empty in most worlds
 * @param spellsApart the mean time between two spells of bad weather; zero for none ever
 * @param jumpsApart the mean time between two jumps of the clocks; zero for none ever
 */
record WorldPlan(
    Duration length,
    LeaseSettings settings,
    List<KeyPlan> keys,
    List<KeyPlan> jobs,
    Duration spellsApart,
    Duration jumpsApart) {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int FLOOD = 300;
  private static final int[] LIVES = {900, 1800, 3600, 3600, 9000, 43200};
  private static final int[] CALLS_PER_SECOND = {2, 5, 20};
  private static final int[] SPELLS_APART = {0, 3, 8, 24};
  private static final int[] JUMPS_APART = {0, 0, 12, 48};

  static WorldPlan draw(Random random) {
    boolean crowded = random.nextInt(4) == 0;
    int maxSessions = crowded ? 4 + random.nextInt(12) : 500;
    boolean flooded = crowded && random.nextInt(3) == 0;
    return new WorldPlan(
        Duration.ofDays(flooded ? 2 + random.nextInt(3) : 3 + random.nextInt(14)),
        new LeaseSettings(
            one(CALLS_PER_SECOND, random), DEADLINE, 4 + random.nextInt(12), maxSessions),
        keys(random, crowded),
        crowded ? jobs(random, flooded ? FLOOD : maxSessions * 3) : List.of(),
        Duration.ofHours(one(SPELLS_APART, random)),
        Duration.ofHours(one(JUMPS_APART, random)));
  }

  private static List<KeyPlan> keys(Random random, boolean crowded) {
    List<KeyPlan> keys = new ArrayList<>();
    int pinned = 1 + random.nextInt(5);
    for (int i = 0; i < pinned; i++) {
      keys.add(
          new KeyPlan(
              "pinned-" + i, RetentionPolicy.PINNED, life(random), habit(random, Habit.NONE)));
    }
    int loose = crowded ? 0 : random.nextInt(6);
    for (int i = 0; i < loose; i++) {
      Duration idleAfter = Duration.ofHours(random.nextInt(3) == 0 ? 2 : 0);
      RetentionPolicy retention = new RetentionPolicy(false, idleAfter);
      keys.add(new KeyPlan("loose-" + i, retention, life(random), habit(random, Habit.RARE)));
    }
    return keys;
  }

  private static List<KeyPlan> jobs(Random random, int count) {
    List<KeyPlan> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.add(
          new KeyPlan(
              "job-" + i, new RetentionPolicy(false, Duration.ZERO), life(random), Habit.JOB));
    }
    return jobs;
  }

  private static Habit habit(Random random, Habit seldom) {
    return switch (random.nextInt(5)) {
      case 0 -> seldom;
      case 1 -> Habit.BURSTS;
      default -> Habit.STEADY;
    };
  }

  private static Duration life(Random random) {
    return Duration.ofSeconds(one(LIVES, random));
  }

  private static int one(int[] of, Random random) {
    return of[random.nextInt(of.length)];
  }
}
