package dev.stsbroker.event;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.IdentityState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Listens to what happens in the broker, for metrics and logs. Methods are called on the event
 * loop, so an implementation must not block.
 */
public interface BrokerEvents {
  /** The reason of a rejection where a connection was one too many. */
  String TOO_MANY_CONNECTIONS = "TooManyConnections";

  /** What stands for the contract in rejections by the admin listener. */
  String ADMIN = "admin";

  /** Tells nobody. */
  BrokerEvents NONE = new BrokerEvents() {};

  /** A caller was sent credentials with {@code remainingSeconds} of life left. */
  default void served(String profile, String contract, double remainingSeconds) {}

  /**
   * The same, with what was sent to whom. Who needs no more than the profile's name listens to the
   * other one.
   *
   * @param session the same object for all callers of one session
   */
  default void served(
      SessionFacts session, String contract, double remainingSeconds, CallerFacts caller) {
    served(session.profile(), contract, remainingSeconds);
  }

  /** The same of a caller that was asked about. */
  default void rejected(Refusal refusal) {
    rejected(refusal.contract(), refusal.reason());
  }

  /**
   * A request was refused.
   *
   * @param contract the contract it came by
   * @param reason one of the error codes of the job listener
   * @param profile the profile that it asked for; null if there is none of that name
   * @param caller who sent it
   */
  record Refusal(String contract, String reason, @Nullable String profile, CallerFacts caller) {}

  /** A request was refused with {@code reason}, one of the error codes of the job listener. */
  default void rejected(String contract, String reason) {}

  /** A request was answered, whatever the answer. */
  default void answered(String contract, long nanos) {}

  /** New credentials are served from now on. */
  default void refreshed(Issuance issuance) {}

  /** A refresh failed, the {@code consecutive}th in a row. */
  default void refreshFailed(String profile, CredentialException failure, int consecutive) {}

  /** A caller waits for a call that was under way already. */
  default void coalesced(String profile) {}

  /** A profile's session was dropped. */
  default void retired(String profile) {}

  /** A call to STS starts. */
  default void callStarted(String action) {}

  /**
   * A call to STS ended.
   *
   * @param outcome {@code ok} or the failure's code
   */
  default void callEnded(String action, String outcome, Duration took) {}

  /**
   * A configuration runs from now on.
   *
   * @param warnings what is allowed but unwise in it, one sentence each
   * @param difference what it changes; nothing for the first one
   */
  default void configApplied(
      ConfigState state, List<String> warnings, ConfigDifference difference) {}

  /** A configuration was read that is the one that runs, or does the same. */
  default void configUnchanged(ConfigState state) {}

  /**
   * A configuration was refused; {@code problems}, one a line, say why, those that {@code state}
   * leaves out too. The running one stays.
   */
  default void configRefused(ConfigState state, String problems) {}

  /** An identity signs with another key than before. */
  default void identityRotated(String identity) {}

  /**
   * Another key of an identity was refused; the one before is used on.
   *
   * @param code the failure's code
   * @param message what failed, one sentence
   */
  default void identityNotRotated(String identity, String code, String message) {}

  /**
   * The broker starts with these bounds, which it took from the heap and the file descriptors there
   * are: most sessions, and most connections to the job listeners and to the admin listener.
   */
  default void limits(int sessions, int jobConnections, int adminConnections) {}

  /**
   * The local clock is ahead of STS's by {@code ahead}; behind, if negative. Told every few
   * seconds.
   */
  default void clockSkew(Duration ahead) {}

  /**
   * The machine was suspended, or its clock stepped, for {@code duration}; plans were made anew.
   */
  default void timeJumped(Duration duration) {}

  /** The identity was to be found out, and is one of {@code type}. Told once. */
  default void identityFound(String identity, String type) {}

  /**
   * These identities are in use from now on, and no others.
   *
   * @param types by name
   */
  default void identitiesConfigured(Map<String, String> types) {}

  /** These profiles are served from now on, and no others. */
  default void profilesConfigured(Set<String> profiles) {}

  /** STS was asked who the identity is: one of the account {@code accountId}. */
  default void identityProved(String identity, String accountId) {}

  /** An identity of the running configuration fares so; told whenever that may have changed. */
  default void identityState(IdentityState state) {}

  /**
   * STS did not give a session as long as {@code asked} to a caller that is a session itself, and
   * was asked for {@code given} instead. Told at every such call.
   *
   * @param identity what the call was signed with
   * @param role ARN of the role assumed
   */
  default void durationCut(String identity, String role, Duration asked, Duration given) {}

  /** A profile's credentials were written to the file {@code path}. */
  default void fileWritten(String profile, String path) {}

  /**
   * A profile's credentials were not written to the file {@code path}; it is tried again. Told at
   * every attempt.
   *
   * @param cause one word of a fixed list
   * @param why one clause, free of secrets
   */
  default void fileNotWritten(String profile, String path, String cause, String why) {}

  /** The file {@code path} was to be removed and was not; {@code why} as above. */
  default void fileNotRemoved(String profile, String path, String why) {}

  /**
   * A caller was let in by a secret; told once a profile and secret, until the secrets change.
   *
   * @param secret its name, which is not secret
   */
  default void secretUsed(String profile, String secret) {}

  /**
   * A caller without the profile's secret was refused; told once until its secrets change. Every
   * refusal is told by {@link #rejected} too.
   */
  default void secretRefused(String profile) {}

  /**
   * A caller was refused a profile that is for other users; told once for each user, until the
   * profile's users change, of at most 1000. Every refusal is told by {@link #rejected} too.
   *
   * @param uid its user; null where the kernel could not tell
   * @param unknown why the kernel could not tell; empty where it could
   */
  default void callerRefused(String profile, @Nullable Long uid, String unknown) {}

  /**
   * A caller presented a secret that is no profile's where it needs none; told once until secrets
   * change.
   */
  default void secretGuessed() {}

  /**
   * A connection was not accepted.
   *
   * @param why as the system says it
   */
  default void acceptFailed(String why) {}

  /**
   * Somebody told the broker to do something, by the admin listener.
   *
   * @param action what, such as {@code reload}
   * @param profile the profile it was about; null for none
   * @param outcome {@code ok}, or the HTTP status that it was answered with
   */
  default void ordered(
      String action, @Nullable String profile, String outcome, CallerFacts caller) {}

  /**
   * Audit lines came to an end.
   *
   * @param outcome {@code written}, {@code dropped}, or {@code retried} for those that could not be
   *     written yet
   * @param lines how many
   */
  default void auditLines(String outcome, long lines) {}

  /**
   * Audit lines cannot be written, and are tried again. Told once a cause, until they can.
   *
   * @param place the file, or {@code stdout}
   * @param cause one word of a fixed list
   * @param why one clause, free of secrets
   */
  default void auditFailed(String place, String cause, String why) {}

  /**
   * Audit lines are written again.
   *
   * @param lost how many of them there was no room for meanwhile
   */
  default void auditRecovered(String place, long lost) {}

  /**
   * The broker stopped.
   *
   * @param since when it had started
   * @param took how long the stop was
   * @param cut whether requests under way were not waited for to their end
   */
  default void stopped(Instant since, Duration took, boolean cut) {}

  /**
   * Credentials as issued.
   *
   * @param session what was issued
   * @param life from issue to Expiration
   * @param oddLife what was asked for, if the life is another; null if it is as asked
   * @param caller who made it necessary; null if nobody did
   */
  record Issuance(
      SessionFacts session,
      Duration life,
      @Nullable Duration oddLife,
      @Nullable CallerFacts caller) {
    /** The profile it belongs to. */
    public String profile() {
      return session.profile();
    }
  }
}
