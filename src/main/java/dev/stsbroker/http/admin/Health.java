package dev.stsbroker.http.admin;

import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.credential.IdentityState;
import dev.stsbroker.event.ConfigState;
import dev.stsbroker.sink.SinkStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Answers {@code /livez}, {@code /readyz} and {@code /status}: the broker is ready while every
 * prefetched profile has a live credential.
 */
public final class Health {
  /** Identities in the answer to a reload, which has 16 KiB at most. */
  private static final int MOST_TROUBLED = 10;

  private final CredentialBroker<?> broker;
  private final String version;
  private final Instant startedAt;
  private final Readings readings;

  /**
   * @param version the broker's own
   * @param startedAt since when it runs
   */
  public Health(CredentialBroker<?> broker, String version, Instant startedAt, Readings readings) {
    this.broker = broker;
    this.version = version;
    this.startedAt = startedAt;
    this.readings = readings;
  }

  /**
   * What this page shows and does not get from the broker.
   *
   * @param clockSkew how far the local clock is ahead of STS's
   * @param configuration which configuration runs, and what came of others
   * @param files the files that credentials are kept in
   * @param identities how each identity fares
   */
  public record Readings(
      Supplier<Duration> clockSkew,
      Supplier<ConfigState> configuration,
      Supplier<List<SinkStatus>> files,
      Supplier<List<IdentityState>> identities) {}

  /** Whether jobs can be started. */
  public boolean ready() {
    return broker.ready();
  }

  /**
   * A line saying whether it is ready, and one for a configuration that was refused and for each
   * identity, profile and file that is not as it should be.
   */
  public String page() {
    List<String> troubles = new ArrayList<>();
    troubles.addAll(StatusJson.lines(readings.configuration().get()));
    lines().forEach(troubles::add);
    broker.statuses().stream()
        .flatMap(profile -> Stream.ofNullable(profile.line()))
        .forEach(troubles::add);
    readings.files().get().stream()
        .filter(file -> file.failure() != null)
        .forEach(it -> troubles.add(it.path() + " " + it.state() + ": " + it.failure()));
    StringBuilder page = new StringBuilder(ready() ? "ready" : "not ready");
    page.append(troubles.isEmpty() ? "\n" : ", troubled:\n");
    troubles.forEach(trouble -> page.append(trouble).append('\n'));
    return page.toString();
  }

  /** The page {@code /status}: the same and more, as JSON for programs. */
  public JsonObject status() {
    JsonArray profiles = new JsonArray();
    broker.statuses().forEach(profile -> profiles.add(StatusJson.of(profile)));
    JsonArray identities = new JsonArray();
    identities().forEach(identity -> identities.add(StatusJson.of(identity)));
    JsonArray files = new JsonArray();
    readings.files().get().forEach(file -> files.add(StatusJson.of(file)));
    return new JsonObject()
        .put("version", version)
        .put("startedAt", startedAt.toString())
        .put("ready", ready())
        .put("configGeneration", readings.configuration().get().generation())
        .put("configuration", StatusJson.of(readings.configuration().get()))
        .put("clockSkewSeconds", readings.clockSkew().get().toMillis() / 1000.0)
        .put("callsWaiting", broker.waitingCalls())
        .put("callsAbandoned", broker.abandonedCalls())
        .put("identities", identities)
        .put("profiles", profiles)
        .put("files", files);
  }

  /** The identities that something is wrong with, at most so many. */
  JsonArray troubledIdentities() {
    JsonArray troubled = new JsonArray();
    identities()
        .filter(identity -> identity.trouble() != null)
        .limit(MOST_TROUBLED)
        .forEach(identity -> troubled.add(StatusJson.of(identity)));
    return troubled;
  }

  /** A line for each of these. */
  List<String> identityTroubles() {
    return lines().limit(MOST_TROUBLED).toList();
  }

  private Stream<String> lines() {
    return identities().flatMap(identity -> Stream.ofNullable(identity.line()));
  }

  private Stream<IdentityState> identities() {
    return readings.identities().get().stream();
  }
}
