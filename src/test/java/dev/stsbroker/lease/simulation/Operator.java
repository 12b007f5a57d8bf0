package dev.stsbroker.lease.simulation;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** Whoever runs the machine: reloads, forces refreshes, and lets its clocks jump. */
final class Operator {
  private static final Duration RELOADS_APART = Duration.ofHours(20);
  private static final Duration KEYS_APART = Duration.ofHours(30);
  private static final Duration FORCED_APART = Duration.ofHours(5);

  /** How often the broker compares the wall clock with the steady one. */
  private static final int WATCH_MILLIS = 5_000;

  private final World world;
  private final Random random;

  Operator(World world, Random random) {
    this.world = world;
    this.random = random;
  }

  void begin(WorldPlan plan) {
    later(RELOADS_APART, this::reload);
    later(FORCED_APART, this::force);
    later(KEYS_APART, this::rotate);
    if (!plan.jumpsApart().isZero()) {
      later(plan.jumpsApart(), this::jump);
    }
  }

  private void reload() {
    Set<String> changed = new HashSet<>();
    for (KeyPlan key : world.plan().keys()) {
      if (random.nextBoolean()) {
        changed.add(key.name());
      }
    }
    world.retire(changed);
    later(RELOADS_APART, this::reload);
  }

  private void rotate() {
    world.keyFile().replace();
    later(KEYS_APART, this::rotate);
  }

  private void force() {
    KeyPlan key = world.plan().keys().get(random.nextInt(world.plan().keys().size()));
    world.force(key);
    later(FORCED_APART, this::force);
  }

  private void jump() {
    Duration length = Draw.between(random, Duration.ofSeconds(1), Duration.ofDays(1));
    if (random.nextInt(3) == 0) {
      world.suspend(length);
    } else {
      world.step(random.nextBoolean() ? length : length.negated());
      world
          .time()
          .after(Draw.between(random, Duration.ofMinutes(1), Duration.ofHours(6)), this::mend);
    }
    notice();
    later(world.plan().jumpsApart(), this::jump);
  }

  private void mend() {
    world.step(Duration.ofNanos(-world.time().error()));
    notice();
  }

  private void notice() {
    world.time().after(Duration.ofMillis(random.nextInt(WATCH_MILLIS)), world::replan);
  }

  private void later(Duration mean, Runnable action) {
    world.time().after(Draw.apart(random, mean), action);
  }
}
