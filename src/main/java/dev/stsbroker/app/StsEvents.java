package dev.stsbroker.app;

import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.sts.StsListener;
import java.time.Duration;
import java.time.Instant;

/** Reports calls to STS as events of the broker, and passes STS's dates to the clock. */
final class StsEvents implements StsListener {
  private final BrokerEvents events;
  private final ClockWatch clock;

  StsEvents(BrokerEvents events, ClockWatch clock) {
    this.events = events;
    this.clock = clock;
  }

  @Override
  public void started(String action) {
    events.callStarted(action);
  }

  @Override
  public void ended(String action, String outcome, Duration took) {
    events.callEnded(action, outcome, took);
  }

  @Override
  public void dated(Instant date, boolean proved) {
    clock.heard(date, proved);
  }
}
