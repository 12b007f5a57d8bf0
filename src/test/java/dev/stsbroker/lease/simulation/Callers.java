package dev.stsbroker.lease.simulation;

import dev.stsbroker.lease.simulation.KeyPlan.Habit;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Everyone who asks: by habit, and at the moments at which an engine is most likely to be wrong.
 */
final class Callers {
  private static final int[] PAUSES = {120, 600, 1800, 3600};
  private static final int LARGEST_BURST = 200;
  private static final int JOBS_TO_A_WAVE = 20;

  private final World world;
  private final Random random;

  Callers(World world, Random random) {
    this.world = world;
    this.random = random;
  }

  void begin(WorldPlan plan) {
    plan.keys().forEach(this::begin);
    if (!plan.jobs().isEmpty()) {
      Duration apart = Duration.ofSeconds(60 + random.nextInt(240));
      later(apart, () -> job(plan.jobs(), apart));
    }
  }

  private void begin(KeyPlan key) {
    switch (key.habit()) {
      case STEADY -> {
        Duration pause = Duration.ofSeconds(PAUSES[random.nextInt(PAUSES.length)]);
        later(pause, () -> again(key, pause, 1));
      }
      case BURSTS -> later(Duration.ofHours(1), () -> again(key, Duration.ofHours(2), burst()));
      case RARE -> later(Duration.ofHours(6), () -> again(key, Duration.ofHours(30), 3));
      case NONE, JOB -> {}
    }
  }

  private int burst() {
    return 1 + random.nextInt(LARGEST_BURST);
  }

  private void again(KeyPlan key, Duration pause, int times) {
    for (int i = 0; i < times; i++) {
      world.ask(key);
    }
    later(pause, () -> again(key, pause, times == 1 ? 1 : burst()));
  }

  private void job(List<KeyPlan> jobs, Duration apart) {
    if (random.nextInt(JOBS_TO_A_WAVE) == 0) {
      wave(jobs);
    } else {
      work(jobs.get(random.nextInt(jobs.size())));
    }
    later(apart, () -> job(jobs, apart));
  }

  /** More jobs than are held begin at one instant, each with two workers. */
  private void wave(List<KeyPlan> jobs) {
    List<KeyPlan> some = jobs.subList(random.nextInt(jobs.size() / 2), jobs.size());
    some.forEach(world::ask);
    some.forEach(world::ask);
    if (random.nextBoolean()) {
      // A profile that is new comes right behind them.
      world.retire(Set.of(world.plan().keys().get(0).name()));
    }
  }

  private void work(KeyPlan job) {
    int workers = 1 + random.nextInt(4);
    for (int i = 0; i < workers; i++) {
      Duration delay = Duration.ofSeconds(random.nextBoolean() ? random.nextInt(600) : 0);
      world.time().after(delay, () -> world.ask(job));
    }
  }

  /** Perhaps asks in {@code delay}: just before a call is answered, its key is at its oldest. */
  void probe(KeyPlan key, Duration delay) {
    if (key.habit() == Habit.STEADY && random.nextBoolean()) {
      world.time().after(delay, () -> world.ask(key));
    }
  }

  /** Asks when {@code token} is served for the last time, and when it no longer is. */
  void probeEnd(KeyPlan key, Token token) {
    if (key.retention().pinned() && random.nextInt(4) == 0) {
      Duration left = Duration.between(world.now(), token.belief().ends.minus(Plan7.LAST_SERVED));
      world.time().after(left.minusNanos(1), () -> world.ask(key));
      world.time().after(left, () -> world.ask(key));
    }
  }

  private void later(Duration mean, Runnable action) {
    world.time().after(Draw.apart(random, mean), action);
  }
}
