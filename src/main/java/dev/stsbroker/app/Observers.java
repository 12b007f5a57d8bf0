package dev.stsbroker.app;

import dev.stsbroker.audit.AuditTrail;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.event.CompositeBrokerEvents;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.telemetry.Telemetry;
import dev.stsbroker.time.Timing;
import io.vertx.core.Context;
import java.util.List;
import java.util.stream.Collectors;

/** All that hears what happens in a broker: metrics, log lines and the audit. */
final class Observers {
  private final Telemetry telemetry;
  private final AuditTrail audit;
  private final BrokerEvents events;

  /**
   * @param loop the event loop of the broker
   */
  Observers(String version, Timing timing, Context loop) {
    this.telemetry = new Telemetry(version, timing.scheduler()::nanoTime);
    this.audit =
        new AuditTrail(
            timing,
            () -> FileThreads.single("sts-broker-audit"),
            work -> loop.runOnContext(now -> work.run()),
            telemetry.events());
    this.events = new CompositeBrokerEvents(List.of(telemetry.events(), audit), Telemetry::threw);
  }

  /** Where everything that happens is told. */
  BrokerEvents events() {
    return events;
  }

  Telemetry telemetry() {
    return telemetry;
  }

  AuditTrail audit() {
    return audit;
  }

  void identitiesAre(List<SourceSettings> identities) {
    events.identitiesConfigured(
        identities.stream().collect(Collectors.toMap(SourceSettings::name, SourceSettings::type)));
  }
}
