package dev.stsbroker.reload;

import dev.stsbroker.credential.CredentialException;

/**
 * Recognises failures of a reload that may pass without a change of any file, so that the reload is
 * tried again.
 */
final class Retryable {
  private Retryable() {}

  static boolean is(Throwable why) {
    return why instanceof CredentialException failure && !failure.kind().lasting();
  }
}
