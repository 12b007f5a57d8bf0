package dev.stsbroker.app;

import dev.stsbroker.time.Scheduler;
import java.time.Duration;

/**
 * Real time, but the watches of files and of the clock look after 50 ms instead of 2 s, so that a
 * test need not wait for the next look. While it is held they keep their pace: what a test has just
 * written is then for its own request to find.
 */
final class FrequentLooks implements Scheduler {
  /** The pace of both watches. */
  private static final Duration PACE = Duration.ofSeconds(2);

  private static final Duration OFTEN = Duration.ofMillis(50);

  private final Scheduler real;
  private volatile boolean held;

  FrequentLooks(Scheduler real) {
    this.real = real;
  }

  /** Whether watches keep their pace from now on. */
  void hold(boolean pace) {
    held = pace;
  }

  @Override
  public Task after(Duration delay, Runnable action) {
    return delay.equals(PACE) ? new Look(action) : real.after(delay, action);
  }

  @Override
  public long nanoTime() {
    return real.nanoTime();
  }

  @Override
  public void assertOwner() {
    real.assertOwner();
  }

  private final class Look implements Task {
    private final Runnable action;
    private Task next;
    private int waits;

    Look(Runnable action) {
      this.action = action;
      this.next = real.after(OFTEN, this::due);
    }

    private void due() {
      waits++;
      if (held && waits < PACE.dividedBy(OFTEN)) {
        next = real.after(OFTEN, this::due);
      } else {
        action.run();
      }
    }

    @Override
    public void cancel() {
      next.cancel();
    }
  }
}
