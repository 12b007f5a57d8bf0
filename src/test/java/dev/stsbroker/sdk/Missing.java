package dev.stsbroker.sdk;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** What a machine may lack. */
final class Missing {
  private Missing() {}

  /** Skips the test because of {@code what}; fails it where {@code CI} is {@code true}. */
  static void skip(String what) {
    if ("true".equals(System.getenv("CI"))) {
      fail(what + ", and CI=true");
    }
    abort(what);
  }
}
