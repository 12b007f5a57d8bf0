package dev.stsbroker.audit;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.event.BrokerEvents.Refusal;
import dev.stsbroker.event.CallerFacts;
import dev.stsbroker.event.SessionFacts;
import dev.stsbroker.time.Scheduler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lines that callers cause, and STS: the first of each minute are written one by one, and the
 * others counted and told when the minute is over.
 */
final class FrequentLines {
  /** Refusals of one user that have a line in a minute; further ones are only counted. */
  private static final int MOST_REFUSALS = 30;

  /** Failed calls for one profile that have a line in a minute, likewise. */
  private static final int MOST_FAILURES = 5;

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String COUNT = "count";

  private final Scheduler scheduler;
  private final Lines lines;
  private final ServeCounts serves = new ServeCounts();
  private final MinuteBudget<Refused> refusals =
      new MinuteBudget<>(MOST_REFUSALS, new Refused(ServeCounts.anybody(), "other"));
  private final MinuteBudget<Failed> failures =
      new MinuteBudget<>(MOST_FAILURES, new Failed("", "other"));
  private boolean ticking;

  FrequentLines(Scheduler scheduler, Lines lines) {
    this.scheduler = scheduler;
    this.lines = lines;
  }

  void served(SessionFacts session, String contract, CallerFacts caller) {
    AuditedCaller first = serves.served(session, caller);
    if (first != null) {
      JsonMembers members = new JsonMembers().put("contract", contract);
      AuditTrail.session(members, session).put(AuditTrail.OUTCOME, "ok");
      lines.write("serve", first, members, true);
    }
    tick();
  }

  void refused(Refusal one) {
    refused(one.caller(), one.contract(), one.profile(), one.reason());
  }

  /** A request was refused before anybody was asked who sent it. */
  void refused(String contract, String code) {
    refused(null, contract, null, code);
  }

  private void refused(
      @Nullable CallerFacts caller, String contract, @Nullable String profile, String code) {
    CallerFacts known = caller == null ? ServeCounts.anybody() : caller;
    if (refusals.admits(ServeCounts.group(known))) {
      JsonMembers members = new JsonMembers().put("contract", contract);
      members.put(AuditTrail.PROFILE, profile).put(AuditTrail.OUTCOME, code);
      lines.write("refusal", caller == null ? null : new AuditedCaller(caller), members, true);
    } else {
      refusals.count(new Refused(ServeCounts.ofUser(known), code));
    }
    tick();
  }

  void failed(String profile, CredentialException failure) {
    if (failures.admits(profile)) {
      JsonMembers members = new JsonMembers().put(AuditTrail.PROFILE, profile);
      members.put(AuditTrail.OUTCOME, failure.code()).put("message", failure.told());
      lines.write("issuance", null, members, false);
    } else {
      failures.count(new Failed(profile, failure.code()));
    }
    tick();
  }

  /** Has the minute told that runs now. */
  private void tick() {
    if (!ticking) {
      ticking = true;
      scheduler.after(MINUTE, this::minute);
    }
  }

  private void minute() {
    ticking = false;
    tellMinute();
  }

  /** Tells what was counted, and begins a new minute. */
  void tellMinute() {
    serves.next(
        (one, count) ->
            lines.write(
                "serve",
                one.caller(),
                new JsonMembers().put(AuditTrail.PROFILE, one.profile()).put(COUNT, count),
                true));
    refusals
        .next()
        .forEach(
            (one, count) ->
                lines.write(
                    "refusal",
                    new AuditedCaller(one.caller()),
                    new JsonMembers().put(AuditTrail.OUTCOME, one.code()).put(COUNT, count),
                    true));
    failures
        .next()
        .forEach(
            (one, count) ->
                lines.write(
                    "issuance",
                    null,
                    new JsonMembers()
                        .put(AuditTrail.PROFILE, one.profile())
                        .put(AuditTrail.OUTCOME, one.code())
                        .put(COUNT, count),
                    false));
  }

  private record Refused(CallerFacts caller, String code) {}

  private record Failed(String profile, String code) {}

  /** Writes a line. */
  interface Lines {
    /**
     * Writes one.
     *
     * @param frequent whether callers can cause as many of its kind as they are let
     */
    void write(String event, @Nullable AuditedCaller caller, JsonMembers members, boolean frequent);
  }
}
