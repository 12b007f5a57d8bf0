package dev.stsbroker.telemetry;

import dev.stsbroker.credential.IdentityState;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.event.CompositeBrokerEvents;
import dev.stsbroker.text.OneLine;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** All meters and log lines of one broker. */
public final class Telemetry implements AutoCloseable {
  /** What Prometheus calls its text format when asked for nothing else. */
  public static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  /** OpenMetrics, for scrapers that accept it. */
  public static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private static final Logger LOG = OneLine.named("telemetry");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final SessionGauges sessions = new SessionGauges(registry);
  private final IdentityGauges identities = new IdentityGauges(registry);
  private final BrokerEvents events;
  private @Nullable JvmGcMetrics gc;

  /**
   * Meters of the process, and of the broker at {@code version}.
   *
   * @param nanoTime nanoseconds of a clock that only moves forward
   */
  public Telemetry(String version, LongSupplier nanoTime) {
    this.events =
        new CompositeBrokerEvents(
            List.of(
                new MeteredEvents(registry),
                new IdentityInfo(registry.getPrometheusRegistry()),
                new EventLog(new Seldom(nanoTime)),
                new IdentityLog(),
                new AccessLog()),
            Telemetry::threw);
    Info.builder()
        .name(Meters.BUILD)
        .help("The broker that runs")
        .labelNames("version", "java")
        .register(registry.getPrometheusRegistry())
        .addLabelValues(version, Runtime.version().toString());
  }

  /**
   * Meters of the process, at the first scrape: they bring the JVM's management, which takes a
   * tenth of the start. A counter is known from its first scrape on anyhow.
   */
  private JvmGcMetrics bindProcess() {
    new JvmMemoryMetrics().bindTo(registry);
    JvmGcMetrics collector = new JvmGcMetrics();
    collector.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    return collector;
  }

  /** Logs that a listener threw, without its message, which is not ours. */
  public static void threw(RuntimeException e) {
    StackTraceElement[] trace = e.getStackTrace();
    LOG.atError()
        .addKeyValue("exception", e.getClass().getName())
        .addKeyValue("at", trace.length == 0 ? "" : trace[0])
        .log("an event could not be told; told once");
  }

  /** Where events go to be counted and written down. */
  public BrokerEvents events() {
    return events;
  }

  /** The content type to answer a scraper that accepts {@code accept} with. */
  public static String format(@Nullable String accept) {
    return accept != null && accept.contains("application/openmetrics-text")
        ? OPEN_METRICS
        : TEXT_FORMAT;
  }

  /**
   * All meters in {@code format}, one of the two above, with the sessions as in {@code readings}
   * and the identities as in {@code states}. May be called on any thread, by one at a time.
   */
  public String scrape(String format, List<SessionReading> readings, List<IdentityState> states) {
    if (gc == null) {
      gc = bindProcess();
    }
    identities.set(states);
    sessions.set(readings);
    return registry.scrape(format);
  }

  @Override
  public void close() {
    JvmGcMetrics bound = gc;
    if (bound != null) {
      bound.close();
    }
    registry.close();
  }

  /**
   * One session as it stands, for the gauges.
   *
   * @param profile its profile
   * @param state its lease's state, lower case
   * @param issuedAt null if nothing is held
   * @param expiresAt null if nothing is held
   * @param failures calls failed in a row
   */
  public record SessionReading(
      String profile,
      String state,
      @Nullable Instant issuedAt,
      @Nullable Instant expiresAt,
      int failures) {}
}
