package dev.stsbroker.cli.client;

/** Text for shells and terminals. */
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

  /** {@code text} fit for one line of a terminal: no controls, not endless. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && i < LONGEST_SHOWN; i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) ? ' ' : c);
    }
    return shown.toString();
  }
}
