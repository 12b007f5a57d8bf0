package dev.stsbroker.app;

import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.time.Scheduler;
import dev.stsbroker.time.Scheduler.Task;
import dev.stsbroker.time.StsClock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps the {@link dev.stsbroker.time.StsClock} correct: passes the dates in STS's answers to it,
 * and checks every few seconds for a suspend. When the time has moved, it lets the timers that
 * depend on it be planned again.
 */
final class ClockWatch {
  private static final Duration PACE = Duration.ofSeconds(2);

  private final StsClock clock;
  private final Scheduler scheduler;
  private final BrokerEvents events;
  private Runnable replan = () -> {};
  private Task next = Task.NONE;

  ClockWatch(StsClock clock, Scheduler scheduler, BrokerEvents events) {
    this.clock = clock;
    this.scheduler = scheduler;
    this.events = events;
  }

  /** Starts looking; {@code replan} is run whenever the time was moved. */
  void start(Runnable replan) {
    this.replan = replan;
    next = scheduler.after(PACE, this::look);
  }

  /** Stops looking. */
  void stop() {
    next.cancel();
  }

  /**
   * Takes note of the time at STS.
   *
   * @param proved whether STS refused the time that was signed
   */
  void heard(Instant date, boolean proved) {
    boolean moved = clock.heard(date, proved);
    events.clockSkew(clock.skew());
    if (moved) {
      replan.run();
    }
  }

  /** The next look is planned first: nothing that is told of this one can be the last. */
  private void look() {
    next = scheduler.after(PACE, this::look);
    Duration moved = clock.tick();
    events.clockSkew(clock.skew());
    if (!moved.isZero()) {
      events.timeJumped(moved);
      replan.run();
    }
  }
}
