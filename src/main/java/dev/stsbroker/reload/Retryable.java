package dev.stsbroker.reload;

import dev.stsbroker.credential.CredentialException;

/** Failures that may be gone in a moment without anybody changing a file. */
final class Retryable {
  private Retryable() {}

  static boolean is(Throwable why) {
    return why instanceof CredentialException failure && !failure.kind().lasting();
  }
}
