package dev.stsbroker.source.key;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureCode;
import dev.stsbroker.credential.FailureKind;
import java.io.IOException;

/**
 * Thrown when an identity cannot be read. The next try may succeed: files are swapped, and secrets
 * mounted late.
 */
public final class IdentityProblem {
  /** The status by which a proxy asks who is there. */
  private static final int PROXY_ASKS = 407;

  private IdentityProblem() {}

  public static CredentialException of(SourceSettings identity, String what) {
    return of(identity, FailureCode.IDENTITY_UNREADABLE, what);
  }

  private static CredentialException of(SourceSettings identity, FailureCode code, String what) {
    return CredentialException.of(FailureKind.UNAVAILABLE, code, what).ofIdentity(identity.name());
  }

  /**
   * An answer of {@code host} with a status that is none of a session's.
   *
   * @param expected what would have been right, one clause
   */
  static CredentialException status(
      SourceSettings identity, String host, int status, String expected) {
    if (status != PROXY_ASKS) {
      return of(identity, host + ": HTTP " + status + expected);
    }
    return of(
        identity,
        FailureCode.PROXY_REFUSED,
        host
            + ": HTTP 407, a proxy answers there and asks for authentication (expected: the service"
            + " itself, which is asked without a proxy)");
  }

  /** Whether {@code cause} is one of these, or a proxy in the way, which people have to mend. */
  public static boolean is(CredentialException cause) {
    return cause.known() == FailureCode.IDENTITY_UNREADABLE
        || cause.known() == FailureCode.PROXY_REFUSED;
  }

  /** What {@code cause} says, without the name of {@code identity} where it is that one's. */
  public static String bare(String identity, CredentialException cause) {
    return identity.equals(cause.identity()) ? cause.bareSentence() : cause.sentence();
  }

  /** {@code cause} if it is one of these already, else what it says if that is our own words. */
  public static CredentialException of(SourceSettings identity, Throwable cause) {
    if (cause instanceof CredentialException known) {
      return known;
    } else if (cause instanceof FaultyFileException faulty) {
      return faulty.of(identity);
    }
    String said = cause instanceof IOException ? cause.getMessage() : null;
    return of(identity, said == null ? "failed: " + cause.getClass().getName() : said);
  }
}
