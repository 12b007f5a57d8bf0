package dev.stsbroker.app;

import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.sts.StsListener;
import java.time.Duration;

/** Tells calls to STS as events of the broker. */
final class StsEvents implements StsListener {
  private final BrokerEvents events;

  StsEvents(BrokerEvents events) {
    this.events = events;
  }

  @Override
  public void started(String action) {
    events.callStarted(action);
  }

  @Override
  public void ended(String action, String outcome, Duration took) {
    events.callEnded(action, outcome, took);
  }
}
