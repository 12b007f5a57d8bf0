package dev.stsbroker.app;

import dev.stsbroker.time.Scheduler;
import java.time.Duration;

/**
 * Real time, but for whatever is a second or more away: that is a minute away at least, so that no
 * machine is too slow for a deadline.
 */
record PatientScheduler(Scheduler real) implements Scheduler {
  private static final Duration LONG = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public Task after(Duration delay, Runnable action) {
    boolean stretched = delay.compareTo(LONG) >= 0 && delay.compareTo(PATIENCE) < 0;
    return real.after(stretched ? PATIENCE : delay, action);
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
