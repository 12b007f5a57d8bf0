package dev.stsbroker.source;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;
import java.io.IOException;

/**
 * An identity that cannot be read. It may be right again in a moment: files are swapped, secrets
 * mounted late.
 */
final class IdentityProblem {
  private static final String CODE = "IdentityUnreadable";
  private static final String PROXY = "ProxyRefused";

  /** The status by which a proxy asks who is there. */
  private static final int PROXY_ASKS = 407;

  private IdentityProblem() {}

  static CredentialException of(SourceSettings identity, String what) {
    return CredentialException.of(FailureKind.UNAVAILABLE, CODE, prefix(identity.name()) + what);
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
    return CredentialException.of(
        FailureKind.UNAVAILABLE,
        PROXY,
        prefix(identity.name())
            + host
            + ": HTTP 407, a proxy answers there and asks for authentication (expected: the service"
            + " itself, which is asked without a proxy)");
  }

  /** Whether {@code cause} is one of these, or a proxy in the way, which people have to mend. */
  static boolean is(CredentialException cause) {
    return cause.code().equals(CODE) || cause.code().equals(PROXY);
  }

  /** What {@code cause} says, without whose problem it is. */
  static String bare(String identity, CredentialException cause) {
    String own = prefix(identity);
    String said = cause.sentence();
    return said.startsWith(own) ? said.substring(own.length()) : said;
  }

  private static String prefix(String identity) {
    return "identity " + identity + ": ";
  }

  /** {@code cause} if it is one of these already, else what it says if that is our own words. */
  static CredentialException of(SourceSettings identity, Throwable cause) {
    if (cause instanceof CredentialException known) {
      return known;
    } else if (cause instanceof FaultyFileException faulty) {
      return faulty.of(identity);
    }
    String said = cause instanceof IOException ? cause.getMessage() : null;
    return of(identity, said == null ? "failed: " + cause.getClass().getName() : said);
  }
}
