package dev.stsbroker.policy;

import java.util.Locale;

/** How much a finding of the linter matters. */
public enum Severity {
  /**
   * STS will refuse the document, or it cannot do what it seems to, or it gives everything away.
   */
  ERROR,
  /** It works, and most likely allows more or less than was meant. */
  WARNING,
  /** Worth knowing, like what was not checked. */
  NOTE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
