package dev.stsbroker.policy.lint;

import java.util.Locale;

/** The severity of a finding of the linter. */
public enum Severity {
  /**
   * It certainly does not work: STS will refuse the document, or a statement never matches, or a
   * part of it never does what it seems to.
   */
  ERROR,
  /** It may work, and most likely allows more or less than was meant. */
  WARNING,
  /** Worth knowing, like what was not checked. */
  NOTE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
