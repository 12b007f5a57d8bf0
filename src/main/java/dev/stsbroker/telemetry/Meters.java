package dev.stsbroker.telemetry;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** Names, units and buckets of every meter. Prometheus adds the unit and {@code _total}. */
final class Meters {
  static final String SERVED = "sts_broker_credentials_served";
  static final String REJECTED = "sts_broker_requests_rejected";
  static final String REFRESH = "sts_broker_refresh";
  static final String COALESCED = "sts_broker_waiters_coalesced";
  static final String STS_CALLS_IN_FLIGHT = "sts_broker_sts_calls_in_flight";
  static final String EXPIRY = "sts_broker_credential_expiry_timestamp";
  static final String ISSUED = "sts_broker_credential_issued_timestamp";
  static final String STATE = "sts_broker_credential_state";
  static final String FAILURES = "sts_broker_refresh_consecutive_failures";
  static final String SESSIONS = "sts_broker_sessions_cached";
  static final String BUILD = "sts_broker_build";
  static final String RELOADS = "sts_broker_config_reloads";
  static final String LAST_RELOAD = "sts_broker_config_last_reload_success";
  static final String LAST_APPLIED = "sts_broker_config_last_reload_success_timestamp";
  static final String LAST_REFUSAL = "sts_broker_config_last_refusal_timestamp";
  static final String GENERATION = "sts_broker_config_generation";
  static final String ROTATIONS = "sts_broker_identity_rotations";
  static final String ACCEPT_FAILURES = "sts_broker_accept_failures";
  static final String AUDIT_LINES = "sts_broker_audit_lines";
  static final String FILE_WRITES = "sts_broker_file_writes";
  static final String IDENTITY = "sts_broker_identity";
  static final String IDENTITY_STATE = "sts_broker_identity_state";
  static final String IDENTITY_SINCE = "sts_broker_identity_state_since_timestamp";
  static final String IDENTITY_SERVED = "sts_broker_identity_served_until_timestamp";
  static final String SECONDS = "seconds";

  private static final String REQUEST_DURATION = "sts_broker_request_duration";
  private static final String STS_CALL = "sts_broker_sts_call_duration";
  private static final String REMAINING = "sts_broker_remaining_life_at_serve";

  /** The remaining lives at which known clients start to ask on every call, in seconds. */
  private static final double[] CLIENT_WINDOWS = {
    60, 120, 180, 300, 600, 720, 900, 1080, 1200, 1800, 2100, 3240, 3600, 4320
  };

  private Meters() {}

  static DistributionSummary remainingLife(MeterRegistry registry, String profile) {
    return DistributionSummary.builder(REMAINING)
        .baseUnit(SECONDS)
        .description("Remaining life of what callers were sent")
        .tag("profile", profile)
        .serviceLevelObjectives(CLIENT_WINDOWS)
        .register(registry);
  }

  /** A moment, in seconds since 1970; not a number before it came about. */
  static void timestamp(MeterRegistry registry, String name, Supplier<Number> seconds) {
    Gauge.builder(name, seconds).baseUnit(SECONDS).register(registry);
  }

  static void clockSkew(MeterRegistry registry, Supplier<Number> seconds) {
    Gauge.builder("sts_broker_clock_skew", seconds)
        .baseUnit(SECONDS)
        .description("How far the local clock is ahead of STS's")
        .register(registry);
  }

  static Timer requestDuration(MeterRegistry registry, String contract) {
    return Timer.builder(REQUEST_DURATION)
        .description("From a request's last header to its answer's last byte handed over")
        .tag("contract", contract)
        .serviceLevelObjectives(
            Duration.ofNanos(50_000),
            Duration.ofNanos(200_000),
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5))
        .register(registry);
  }

  static Timer stsCall(MeterRegistry registry, String action, String outcome) {
    return Timer.builder(STS_CALL)
        .description("Calls to STS, from signing to the last byte")
        .tag("action", action)
        .tag("outcome", outcome)
        .serviceLevelObjectives(
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5))
        .register(registry);
  }
}
