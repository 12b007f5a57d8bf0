package dev.stsbroker.time;

import java.time.Duration;

/** Runs listeners so that their exceptions do not disturb the caller. */
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
