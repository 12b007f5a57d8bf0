package dev.stsbroker.credential;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The state of an identity at one moment. The log, metrics, {@code /readyz}, {@code /status} and
 * the answer to a reload all show this value; nothing in it is secret.
 *
 * @param identity its name; {@code profile:<name>} for a profile's session that other roles are
 *     assumed with
 * @param standing its state
 * @param since when that began
 * @param provedAt when STS last took it; null if it has not yet
 * @param trouble what is wrong with it; null if nothing is
 * @param reach until when the sessions that it has signed so far are served
 */
public record IdentityState(
    String identity,
    Standing standing,
    Instant since,
    @Nullable Instant provedAt,
    @Nullable Trouble trouble,
    Reach reach) {

  /** The possible states of an identity. */
  public enum Standing {
    /** Nothing is known against it; STS was not asked yet. */
    UNPROVED,
    /** STS took it when it was last used. */
    OK,
    /**
     * What is there now cannot be used; the key read before is in memory and is used on. A restart
     * would lose it.
     */
    KEPT,
    /** There is no key to sign with. */
    UNUSABLE,
    /** STS does not take it: unknown, disabled, expired, or its secret is another's. */
    REFUSED;

    /** As it is shown, lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A problem of an identity.
   *
   * @param code STS's error code, or {@code IdentityUnreadable}
   * @param sentence one sentence for a person
   * @param requestId of the call that STS refused; null if it was not asked
   * @param todo what would mend it, one clause
   */
  public record Trouble(String code, String sentence, @Nullable String requestId, String todo) {
    /** The sentence and the request id, if there is one. */
    public String told() {
      return CredentialException.withRequest(sentence, requestId);
    }
  }

  /**
   * How long an identity's sessions last: until then a problem does no harm.
   *
   * @param servedUntil when the first of the live sessions made with it is served no longer; null
   *     if none is live
   * @param nextUseAt when it is next used; while it is used, since when; null if that is not
   *     planned
   */
  public record Reach(@Nullable Instant servedUntil, @Nullable Instant nextUseAt) {
    /** For an identity that has signed nothing yet. */
    public static final Reach NONE = new Reach(null, null);
  }

  /** The same state with another reach. */
  public IdentityState reaching(Reach other) {
    return new IdentityState(identity, standing, since, provedAt, trouble, other);
  }

  /**
   * All of a trouble in one line: since when, what, until when it does no harm, what to do; null if
   * there is none.
   */
  public @Nullable String line() {
    Trouble wrong = trouble;
    if (wrong == null) {
      return null;
    }
    String harm =
        reach.servedUntil() == null
            ? "no session of it is live"
            : "sessions live are served until " + reach.servedUntil();
    return "identity %s %s since %s: %s; %s; to do: %s"
        .formatted(identity, standing.label(), since, wrong.told(), harm, wrong.todo());
  }
}
