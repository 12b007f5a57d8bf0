package dev.stsbroker.http.admin;

import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.broker.ProfileStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the broker is, for probes and people: ready as long as every prefetched profile holds a live
 * credential.
 */
public final class Health {
  private final CredentialBroker<?> broker;
  private final String version;
  private final Instant startedAt;
  private final Supplier<Duration> clockSkew;
  private final LongSupplier generation;

  /**
   * @param clockSkew how far the local clock is ahead of STS's
   * @param generation which configuration runs, counted from 1
   */
  public Health(
      CredentialBroker<?> broker,
      Instance instance,
      Supplier<Duration> clockSkew,
      LongSupplier generation) {
    this.broker = broker;
    this.version = instance.version();
    this.startedAt = instance.startedAt();
    this.clockSkew = clockSkew;
    this.generation = generation;
  }

  /**
   * Which broker this is.
   *
   * @param version its version
   * @param startedAt since when it runs
   */
  public record Instance(String version, Instant startedAt) {}

  /** Whether jobs can be started. */
  public boolean ready() {
    return broker.ready();
  }

  /** A line saying whether it is ready, and one for each profile that is not as it should be. */
  public String page() {
    List<ProfileStatus> troubled =
        broker.statuses().stream().filter(profile -> profile.failure() != null).toList();
    StringBuilder page = new StringBuilder(ready() ? "ready" : "not ready");
    page.append(troubled.isEmpty() ? "\n" : ", troubled:\n");
    for (ProfileStatus profile : troubled) {
      page.append(profile.name()).append(' ').append(profile.state()).append(": ");
      page.append(profile.failure()).append('\n');
    }
    return page.toString();
  }

  /** The same and more, for programs. */
  public JsonObject status() {
    JsonArray profiles = new JsonArray();
    broker.statuses().forEach(profile -> profiles.add(json(profile)));
    return new JsonObject()
        .put("version", version)
        .put("startedAt", startedAt.toString())
        .put("ready", ready())
        .put("configGeneration", generation.getAsLong())
        .put("clockSkewSeconds", clockSkew.get().toMillis() / 1000.0)
        .put("callsWaiting", broker.waitingCalls())
        .put("callsAbandoned", broker.abandonedCalls())
        .put("profiles", profiles);
  }

  private static JsonObject json(ProfileStatus profile) {
    return new JsonObject()
        .put("profile", profile.name())
        .put("state", profile.state())
        .put("identity", profile.identity())
        .put("role", profile.role())
        .put("prefetch", profile.prefetch())
        .put("sessions", profile.sessions())
        .put("issuedAt", text(profile.issuedAt()))
        .put("expiresAt", text(profile.expiresAt()))
        .put("nextRefreshAt", text(profile.nextAt()))
        .put("consecutiveFailures", profile.failures())
        .put("lastError", profile.failure());
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
