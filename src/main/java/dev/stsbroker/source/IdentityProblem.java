package dev.stsbroker.source;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An identity that cannot be read. It may be right again in a moment: files are swapped, secrets
 * mounted late.
 */
final class IdentityProblem {
  private IdentityProblem() {}

  static CredentialException of(SourceSettings identity, String what) {
    return CredentialException.of(
        FailureKind.UNAVAILABLE, "IdentityUnreadable", "identity " + identity.name() + ": " + what);
  }

  /** Of one of its files, called as it may be shown. */
  static CredentialException ofFile(SourceSettings identity, Path file, String what) {
    return of(identity, identity.shown(file) + ": " + what);
  }

  /** {@code cause} if it is one of these already, else what it says if that is our own words. */
  static CredentialException of(SourceSettings identity, Throwable cause) {
    if (cause instanceof CredentialException known) {
      return known;
    }
    String said = cause instanceof IOException ? cause.getMessage() : null;
    return of(identity, said == null ? "failed: " + cause.getClass().getName() : said);
  }
}
