package dev.stsbroker.cli.client;

import dev.stsbroker.text.PlainText;

/** Quotes text for shells, and makes it safe to show on terminals. */
final class ShellText {
  private static final int LONGEST_SHOWN = 200;

  private ShellText() {}

  /** A line that sets and exports {@code name}; no character of {@code value} has a meaning. */
  static String export(String name, String value) {
    return "export " + name + "='" + value.replace("'", "'\\''") + "'\n";
  }

  /** A line that unsets {@code name}, set or not. */
  static String unset(String name) {
    return "unset " + name + "\n";
  }

  /**
   * {@code text} fit for one line of a terminal: nothing that moves its cursor, turns its direction
   * or ends the line; not endless.
   */
  static String shown(String text) {
    return PlainText.blanked(text, LONGEST_SHOWN);
  }
}
