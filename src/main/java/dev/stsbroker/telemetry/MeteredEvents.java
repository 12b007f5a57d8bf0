package dev.stsbroker.telemetry;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.event.ConfigDifference;
import dev.stsbroker.event.ConfigState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts the broker's events as metrics. Meters that every request uses are looked up once and
 * kept.
 */
final class MeteredEvents implements BrokerEvents {
  private final MeterRegistry registry;
  private final AtomicInteger callsInFlight = new AtomicInteger();
  private final AtomicLong generation = new AtomicLong();
  private final AtomicLong lastReload = new AtomicLong(1);
  private final AtomicLong skew = new AtomicLong();
  private volatile @Nullable ConfigState configuration;
  private final Map<String, Map<String, Counter>> served = new HashMap<>();
  private final Map<String, DistributionSummary> remaining = new HashMap<>();
  private final Map<String, Timer> durations = new HashMap<>();

  /** Those configured; null while none are. */
  private @Nullable Set<String> profiles;

  MeteredEvents(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge(Meters.STS_CALLS_IN_FLIGHT, callsInFlight);
    registry.gauge(Meters.GENERATION, generation);
    registry.gauge(Meters.LAST_RELOAD, lastReload);
    Meters.timestamp(registry, Meters.LAST_APPLIED, () -> seconds(ConfigState::appliedAt));
    Meters.timestamp(
        registry,
        Meters.LAST_REFUSAL,
        () -> seconds(state -> state.refusal() == null ? null : state.refusal().at()));
    Meters.clockSkew(registry, () -> skew.get() / 1000.0);
  }

  private double seconds(Function<ConfigState, @Nullable Instant> moment) {
    ConfigState state = configuration;
    Instant at = state == null ? null : moment.apply(state);
    return at == null ? Double.NaN : at.getEpochSecond();
  }

  @Override
  public void served(String profile, String contract, double remainingSeconds) {
    if (unknown(profile)) {
      return;
    }
    served
        .computeIfAbsent(profile, absent -> new HashMap<>())
        .computeIfAbsent(
            contract,
            absent -> registry.counter(Meters.SERVED, "profile", profile, "contract", contract))
        .increment();
    remaining
        .computeIfAbsent(profile, absent -> Meters.remainingLife(registry, profile))
        .record(remainingSeconds);
  }

  @Override
  public void rejected(String contract, String reason) {
    registry.counter(Meters.REJECTED, "contract", contract, "reason", reason).increment();
  }

  @Override
  public void answered(String contract, long nanos) {
    durations
        .computeIfAbsent(contract, absent -> Meters.requestDuration(registry, contract))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void refreshed(Issuance issuance) {
    refresh(issuance.profile(), "ok", "ok");
  }

  @Override
  public void refreshFailed(String profile, CredentialException failure, int consecutive) {
    refresh(profile, "failed", CodeLabels.of(failure.code()));
  }

  @Override
  public void coalesced(String profile) {
    if (!unknown(profile)) {
      registry.counter(Meters.COALESCED, "profile", profile).increment();
    }
  }

  @Override
  public void callStarted(String action) {
    callsInFlight.incrementAndGet();
  }

  @Override
  public void callEnded(String action, String outcome, Duration took) {
    callsInFlight.decrementAndGet();
    Meters.stsCall(registry, action, CodeLabels.of(outcome)).record(took);
  }

  @Override
  public void configApplied(ConfigState state, List<String> warnings, ConfigDifference difference) {
    configuration = state;
    generation.set(state.generation());
    lastReload.set(1);
    registry.counter(Meters.RELOADS, "outcome", "ok").increment();
  }

  @Override
  public void configUnchanged(ConfigState state) {
    configuration = state;
    lastReload.set(1);
    registry.counter(Meters.RELOADS, "outcome", "unchanged").increment();
  }

  @Override
  public void configRefused(ConfigState state, String problems) {
    configuration = state;
    lastReload.set(0);
    registry.counter(Meters.RELOADS, "outcome", "refused").increment();
  }

  @Override
  public void identityRotated(String identity) {
    rotation(identity, "ok");
  }

  @Override
  public void identityNotRotated(String identity, String code, String message) {
    rotation(identity, CodeLabels.of(code));
  }

  private void rotation(String identity, String outcome) {
    registry.counter(Meters.ROTATIONS, "identity", identity, "outcome", outcome).increment();
  }

  @Override
  public void clockSkew(Duration ahead) {
    skew.set(ahead.toMillis());
  }

  @Override
  public void fileWritten(String profile, String path) {
    fileWrite(profile, "ok");
  }

  @Override
  public void fileNotWritten(String profile, String path, String cause, String why) {
    fileWrite(profile, cause);
  }

  @Override
  public void acceptFailed(String why) {
    registry.counter(Meters.ACCEPT_FAILURES).increment();
  }

  @Override
  public void auditLines(String outcome, long lines) {
    registry.counter(Meters.AUDIT_LINES, "outcome", outcome).increment((double) lines);
  }

  private void fileWrite(String profile, String outcome) {
    if (!unknown(profile)) {
      registry.counter(Meters.FILE_WRITES, "profile", profile, "outcome", outcome).increment();
    }
  }

  private void refresh(String profile, String outcome, String code) {
    if (!unknown(profile)) {
      registry
          .counter(Meters.REFRESH, "profile", profile, "outcome", outcome, "code", code)
          .increment();
    }
  }

  @Override
  public void profilesConfigured(Set<String> configured) {
    profiles = Set.copyOf(configured);
    served.keySet().retainAll(profiles);
    remaining.keySet().retainAll(profiles);
    keep("profile", profiles);
  }

  @Override
  public void identitiesConfigured(Map<String, String> types) {
    keep("identity", types.keySet());
  }

  /** What is still under way for a profile that is gone makes no series anew. */
  private boolean unknown(String profile) {
    Set<String> known = profiles;
    return known != null && !known.contains(profile);
  }

  /** Forgets every meter whose {@code label} is none of {@code values}. */
  private void keep(String label, Set<String> values) {
    for (Meter meter : registry.getMeters()) {
      String value = meter.getId().getTag(label);
      if (value != null && !values.contains(value)) {
        registry.remove(meter);
      }
    }
  }
}
