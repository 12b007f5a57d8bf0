package dev.stsbroker.telemetry;

import dev.stsbroker.credential.IdentityState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gauges of the identities' states, made anew before each scrape. */
final class IdentityGauges {
  private final MultiGauge state;
  private final MultiGauge since;
  private final MultiGauge servedUntil;

  IdentityGauges(MeterRegistry registry) {
    this.state = MultiGauge.builder(Meters.IDENTITY_STATE).register(registry);
    this.since =
        MultiGauge.builder(Meters.IDENTITY_SINCE).baseUnit(Meters.SECONDS).register(registry);
    this.servedUntil =
        MultiGauge.builder(Meters.IDENTITY_SERVED).baseUnit(Meters.SECONDS).register(registry);
  }

  void set(List<IdentityState> states) {
    state.register(
        states.stream()
            .<Row<?>>map(
                one ->
                    Row.of(Tags.of("identity", one.identity(), "state", one.standing().label()), 1))
            .toList(),
        true);
    since.register(times(states, IdentityState::since), true);
    servedUntil.register(times(states, one -> one.reach().servedUntil()), true);
  }

  private static List<Row<?>> times(
      List<IdentityState> states, Function<IdentityState, @Nullable Instant> time) {
    return states.stream()
        .<@Nullable Row<?>>map(one -> row(one.identity(), time.apply(one)))
        .filter(Objects::nonNull)
        .<Row<?>>map(Objects::requireNonNull)
        .toList();
  }

  private static @Nullable Row<?> row(String identity, @Nullable Instant time) {
    return time == null ? null : Row.of(Tags.of("identity", identity), time.getEpochSecond());
  }
}
