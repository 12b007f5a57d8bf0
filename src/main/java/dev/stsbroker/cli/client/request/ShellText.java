package dev.stsbroker.cli.client.request;

import dev.stsbroker.text.PlainText;

/** Quotes text for shells, and makes it safe to show on terminals. */
public final class ShellText {
  private static final int LONGEST_SHOWN = 200;

  private ShellText() {}

  /** A line that sets and exports {@code name}; no character of {@code value} has a meaning. */
  public static String export(String name, String value) {
    return "export " + name + "='" + value.replace("'", "'\\''") + "'\n";
  }

  /** A line that unsets {@code name}, set or not. */
  public static String unset(String name) {
    return "unset " + name + "\n";
  }

  /**
   * {@code text} fit for one line of a terminal: nothing that moves its cursor, turns its direction
   * or ends the line; not endless.
   */
  public static String shown(String text) {
    return PlainText.blanked(text, LONGEST_SHOWN);
  }
}
