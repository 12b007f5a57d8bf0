package dev.stsbroker.time;

import java.time.Duration;

/** Tells others what happened, so that nothing they throw can break what it is told of. */
public final class Aside {
  private Aside() {}

  /**
   * Runs {@code telling} now. What it throws is thrown in an action of its own, where it is
   * reported and breaks nothing.
   */
  public static void tell(Scheduler scheduler, Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException e) {
      scheduler.after(
          Duration.ZERO,
          () -> {
            throw e;
          });
    }
  }
}
