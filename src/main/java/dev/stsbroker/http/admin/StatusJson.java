package dev.stsbroker.http.admin;

import dev.stsbroker.broker.ProfileStatus;
import dev.stsbroker.credential.IdentityState;
import dev.stsbroker.credential.IdentityState.Trouble;
import dev.stsbroker.event.ConfigState;
import dev.stsbroker.event.ConfigState.Refusal;
import dev.stsbroker.sink.SinkStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the states that {@code /status} consists of as JSON, and the problems of a refused
 * configuration as lines.
 */
final class StatusJson {
  private StatusJson() {}

  static JsonObject of(ConfigState configuration) {
    Refusal refusal = configuration.refusal();
    Refusal standing = configuration.standing();
    Instant since = standing == null ? configuration.appliedAt() : standing.since();
    return new JsonObject()
        .put("generation", configuration.generation())
        .put("appliedAt", configuration.appliedAt().toString())
        .put("state", standing == null ? "applied" : "refused")
        .put("since", since.toString())
        .put("lastReloadAt", configuration.triedAt().toString())
        .put("lastRefusal", refusal == null ? null : of(refusal))
        .put("nextTryAt", refusal == null ? null : text(refusal.nextTryAt()))
        .put("todo", configuration.todo());
  }

  private static JsonObject of(Refusal refusal) {
    return new JsonObject()
        .put("since", refusal.since().toString())
        .put("at", refusal.at().toString())
        .put("problems", new JsonArray(refusal.problems()));
  }

  /** A line for each problem of a refusal that stands, between since when and what to do. */
  static List<String> lines(ConfigState configuration) {
    Refusal refusal = configuration.standing();
    if (refusal == null) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "configuration refused since %s, generation %d of %s runs on; to do: %s"
            .formatted(
                refusal.since(),
                configuration.generation(),
                configuration.appliedAt(),
                configuration.todo()));
    refusal.problems().forEach(problem -> lines.add("configuration: " + problem));
    return lines;
  }

  static JsonObject of(IdentityState identity) {
    JsonObject json =
        new JsonObject()
            .put("identity", identity.identity())
            .put("state", identity.standing().label())
            .put("since", identity.since().toString())
            .put("lastSuccessAt", text(identity.provedAt()));
    return put(identity.trouble(), json)
        .put("servedUntil", text(identity.reach().servedUntil()))
        .put("nextUseAt", text(identity.reach().nextUseAt()));
  }

  static JsonObject of(ProfileStatus profile) {
    JsonObject json =
        new JsonObject()
            .put("profile", profile.name())
            .put("state", profile.state())
            .put("since", text(profile.since()))
            .put("identity", profile.identity())
            .put("role", profile.role())
            .put("prefetch", profile.prefetch())
            .put("sessions", profile.sessions())
            .put("issuedAt", text(profile.issuedAt()))
            .put("lastSuccessAt", text(profile.issuedAt()))
            .put("expiresAt", text(profile.expiresAt()))
            .put("servedUntil", text(profile.servedUntil()))
            .put("nextRefreshAt", text(profile.nextAt()))
            .put("askingSince", text(profile.askedAt()))
            .put("consecutiveFailures", profile.failures());
    return put(profile.trouble(), json);
  }

  static JsonObject of(SinkStatus file) {
    return new JsonObject()
        .put("path", file.path())
        .put("profile", file.profile())
        .put("format", file.format())
        .put("state", file.state())
        .put("writtenAt", text(file.writtenAt()))
        .put("expiresAt", text(file.expiresAt()))
        .put("consecutiveFailures", file.failures())
        .put("lastError", file.failure());
  }

  /** What is wrong; null for nothing. */
  private static JsonObject put(@Nullable Trouble trouble, JsonObject json) {
    return json.put("lastError", trouble == null ? null : trouble.sentence())
        .put("lastErrorCode", trouble == null ? null : trouble.code())
        .put("requestId", trouble == null ? null : trouble.requestId())
        .put("todo", trouble == null ? null : trouble.todo());
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
