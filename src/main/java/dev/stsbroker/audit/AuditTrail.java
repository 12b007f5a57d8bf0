package dev.stsbroker.audit;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.event.CallerFacts;
import dev.stsbroker.event.ConfigDifference;
import dev.stsbroker.event.ConfigState;
import dev.stsbroker.event.SessionFacts;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes down who was given what, and what was changed. Does nothing until it is configured.
 * Everything is called on the scheduler's thread.
 */
public final class AuditTrail implements BrokerEvents {
  /** Bytes of the lines that tell what a reload changes. */
  private static final int MOST_DIFFERENCE_BYTES = 8_000;

  /** Problems of a refused configuration. */
  private static final int MOST_PROBLEMS = 5;

  static final String OUTCOME = "outcome";
  static final String PROFILE = "profile";

  private final Timing timing;
  private final Supplier<Executor> threads;
  private final Executor loop;
  private final BrokerEvents telemetry;
  private FrequentLines frequent;
  private @Nullable AuditSettings settings;
  private @Nullable AuditWriter writer;

  /**
   * @param threads makes what runs one piece of work after the other, away from the event loop
   * @param loop runs on the scheduler's thread
   * @param telemetry told what becomes of lines
   */
  public AuditTrail(
      Timing timing, Supplier<Executor> threads, Executor loop, BrokerEvents telemetry) {
    this.timing = timing;
    this.threads = threads;
    this.loop = loop;
    this.telemetry = telemetry;
    this.frequent = new FrequentLines(timing.scheduler(), this::write);
  }

  /** Writes to that place from now on; null for none. Lines on their way go where they were to. */
  public void configure(@Nullable AuditSettings next) {
    if (Objects.equals(next, settings)) {
      return;
    }
    if (next == null) {
      tell("stop", null, new JsonMembers().put(OUTCOME, "audit off"));
    }
    close().onSuccess(this::lost);
    settings = next;
    if (next != null) {
      frequent = new FrequentLines(timing.scheduler(), this::write);
      writer =
          new AuditWriter(
              target(next),
              next.shown(),
              new AuditWriter.Means(timing, threads.get(), loop, telemetry),
              new CallerNames());
      tell("start", null, new JsonMembers().put(OUTCOME, "ok"));
    }
  }

  /** Opens the file anew, for who has moved it. */
  public void reopen() {
    if (writer != null) {
      writer.reopen();
    }
  }

  private void lost(long lines) {
    if (writer != null && lines > 0) {
      writer.lost(lines);
    }
  }

  /** Writes what is left, within a bound; completes with how many lines were not written. */
  public Future<Long> close() {
    AuditWriter last = writer;
    if (last == null) {
      return Future.succeededFuture(0L);
    }
    frequent.tellMinute();
    writer = null;
    settings = null;
    return last.close();
  }

  private static AuditTarget target(AuditSettings settings) {
    return settings.file() == null
        ? new StandardOutput()
        : new AuditFile(settings.file(), settings.maxBytes(), settings.keep());
  }

  @Override
  public void served(
      SessionFacts session, String contract, double remainingSeconds, CallerFacts caller) {
    if (writer != null) {
      frequent.served(session, contract, caller);
    }
  }

  @Override
  public void rejected(Refusal refusal) {
    if (writer != null) {
      frequent.refused(refusal);
    }
  }

  @Override
  public void rejected(String contract, String reason) {
    if (writer != null) {
      frequent.refused(contract, reason);
    }
  }

  @Override
  public void refreshed(Issuance issuance) {
    if (writer != null) {
      CallerFacts caller = issuance.caller();
      tell(
          "issuance",
          caller == null ? null : new AuditedCaller(caller),
          session(new JsonMembers(), issuance.session()).put(OUTCOME, "ok"));
    }
  }

  @Override
  public void refreshFailed(String profile, CredentialException failure, int consecutive) {
    if (writer != null) {
      frequent.failed(profile, failure);
    }
  }

  @Override
  public void identityRotated(String identity) {
    tell("rotation", null, new JsonMembers().put("identity", identity).put(OUTCOME, "ok"));
  }

  @Override
  public void identityNotRotated(String identity, String code, String message) {
    tell(
        "rotation",
        null,
        new JsonMembers().put("identity", identity).put(OUTCOME, code).put("message", message));
  }

  @Override
  public void configApplied(ConfigState state, List<String> warnings, ConfigDifference difference) {
    ConfigDifference.Told told = difference.told(MOST_DIFFERENCE_BYTES);
    List<String> lines =
        told.lines().stream().map(ConfigDifference.Line::toString).collect(Collectors.toList());
    JsonMembers members = new JsonMembers().put("generation", state.generation());
    members.put(OUTCOME, "ok").put("changes", lines);
    tell("reload", null, told.more() == 0 ? members : members.put("moreChanges", told.more()));
  }

  @Override
  public void configUnchanged(ConfigState state) {
    JsonMembers members = new JsonMembers().put("generation", state.generation());
    tell("reload", null, members.put(OUTCOME, "unchanged"));
  }

  @Override
  public void configRefused(ConfigState state, String problems) {
    List<String> all = state.refusal() == null ? List.of() : state.refusal().problems();
    JsonMembers members = new JsonMembers().put("generation", state.generation());
    tell(
        "reload",
        null,
        members
            .put(OUTCOME, "refused")
            .put("problems", all.stream().limit(MOST_PROBLEMS).toList()));
  }

  @Override
  public void ordered(String action, @Nullable String profile, String outcome, CallerFacts caller) {
    tell(
        action,
        new AuditedCaller(caller),
        new JsonMembers().put("contract", ADMIN).put(PROFILE, profile).put(OUTCOME, outcome));
  }

  @Override
  public void stopped(Instant since, Duration took, boolean cut) {
    tell("stop", null, new JsonMembers().put(OUTCOME, cut ? "requests cut" : "ok"));
  }

  static JsonMembers session(JsonMembers members, SessionFacts session) {
    return members
        .put(PROFILE, session.profile())
        .put("parameters", session.parameters())
        .put("sessionName", session.sessionName())
        .put("roleArn", session.roleArn())
        .put("accessKeyId", session.accessKeyId())
        .put("expiration", session.expiresAt().toString())
        .put("requestId", session.requestId());
  }

  private void tell(String event, @Nullable AuditedCaller caller, JsonMembers members) {
    write(event, caller, members, false);
  }

  private void write(
      String event, @Nullable AuditedCaller caller, JsonMembers members, boolean frequent) {
    AuditWriter to = writer;
    if (to != null) {
      Instant now = timing.clock().instant();
      to.add(new AuditLine(now, event, caller, members.toString(), frequent));
    }
  }
}
