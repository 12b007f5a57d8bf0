package dev.stsbroker.app;

import dev.stsbroker.time.Scheduler;
import java.time.Duration;

/**
 * Real time, but the watches of files and of the clock look after 50 ms instead of 2 s, so that a
 * test need not wait for the next look.
 */
record FrequentLooks(Scheduler real) implements Scheduler {
  /** The pace of both watches. */
  private static final Duration PACE = Duration.ofSeconds(2);

  private static final Duration OFTEN = Duration.ofMillis(50);

  @Override
  public Task after(Duration delay, Runnable action) {
    return real.after(delay.equals(PACE) ? OFTEN : delay, action);
  }

  @Override
  public long nanoTime() {
    return real.nanoTime();
  }

  @Override
  public void assertOwner() {
    real.assertOwner();
  }
}
