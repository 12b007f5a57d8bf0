package dev.stsbroker.telemetry;

import dev.stsbroker.telemetry.Telemetry.SessionReading;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Gauges of the cached sessions, made anew before each scrape, so that no series of a dropped
 * session is left.
 */
final class SessionGauges {
  private final MultiGauge expiry;
  private final MultiGauge issued;
  private final MultiGauge state;
  private final MultiGauge failures;
  private final MultiGauge sessions;

  SessionGauges(MeterRegistry registry) {
    this.expiry = MultiGauge.builder(Meters.EXPIRY).baseUnit(Meters.SECONDS).register(registry);
    this.issued = MultiGauge.builder(Meters.ISSUED).baseUnit(Meters.SECONDS).register(registry);
    this.state = MultiGauge.builder(Meters.STATE).register(registry);
    this.failures = MultiGauge.builder(Meters.FAILURES).register(registry);
    this.sessions = MultiGauge.builder(Meters.SESSIONS).register(registry);
  }

  void set(List<SessionReading> readings) {
    expiry.register(times(readings, true), true);
    issued.register(times(readings, false), true);
    state.register(
        readings.stream()
            .<Row<?>>map(one -> Row.of(Tags.of("profile", one.profile(), "state", one.state()), 1))
            .toList(),
        true);
    failures.register(
        readings.stream()
            .<Row<?>>map(one -> Row.of(Tags.of("profile", one.profile()), one.failures()))
            .toList(),
        true);
    sessions.register(List.of(Row.of(Tags.empty(), readings.size())), true);
  }

  private static List<Row<?>> times(List<SessionReading> readings, boolean expiry) {
    List<Row<?>> rows = new ArrayList<>();
    for (SessionReading reading : readings) {
      Instant time = expiry ? reading.expiresAt() : reading.issuedAt();
      if (time != null) {
        rows.add(Row.of(Tags.of("profile", reading.profile()), time.getEpochSecond()));
      }
    }
    return rows;
  }
}
