package dev.stsbroker.source;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;

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
}
