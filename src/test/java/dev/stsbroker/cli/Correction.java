package dev.stsbroker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a message says to write, and where, put in as a person would.
 *
 * @param file in which
 * @param line from 1
 * @param path of the setting; empty for a problem of the text
 * @param said what is said of it
 * @param write the line as it should be, without the blanks before it unless in quotes
 */
record Correction(String file, int line, String path, String said, String write) {
  static final String WRITE = "; write: ";

  private static final Pattern MESSAGE =
      Pattern.compile("(?:warning: )?([^ :]+):(\\d+): (?:([^ :]+): )?(.*)" + WRITE + "(.*)\\)");

  static Correction of(String message) {
    Matcher parts = MESSAGE.matcher(message);
    if (!parts.matches()) {
      throw new AssertionError(message);
    }
    String path = parts.group(3) == null ? "" : parts.group(3);
    return new Correction(
        parts.group(1), Integer.parseInt(parts.group(2)), path, parts.group(4), parts.group(5));
  }

  /** Whether {@code message} is of the same place and expects the same: it should be gone. */
  boolean isOfTheSame(String message) {
    String expected = said.substring(said.lastIndexOf(" (expected"));
    return message.contains(expected) && (path.isEmpty() || message.contains(": " + path + ": "));
  }

  /** The text with the line as it should be. */
  String applied(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    String now = lines.get(line - 1);
    if (path.equals("defaultProfile") && !now.contains("defaultProfile")) {
      lines.add(write);
    } else {
      lines.set(line - 1, corrected(now));
    }
    return String.join("\n", lines) + "\n";
  }

  private String corrected(String now) {
    String indent = now.substring(0, now.length() - now.stripLeading().length());
    String dash = now.startsWith("- ", indent.length()) && !write.startsWith("- ") ? "- " : "";
    if (said.startsWith("begins after ") && !write.startsWith("\" ")) {
      return write;
    } else if (write.startsWith("\" ")) {
      return write.substring(1, write.length() - 1);
    } else if (write.endsWith(":") && said.matches("\"[^\"]+\" stands for .*")) {
      String key = Pattern.quote(said.substring(0, said.indexOf('"', 1) + 1));
      return now.replaceFirst(key + "\\s*:", Matcher.quoteReplacement(write));
    } else if (write.endsWith(":") && own(now) != null) {
      return now.replaceFirst(own(now), Matcher.quoteReplacement(write));
    } else if (write.endsWith(":")) {
      return now.replaceFirst(
          "[\"']?[^\\s\"'{:]+[^\"':{]*[\"']?:", Matcher.quoteReplacement(write));
    } else if (file.endsWith(".json")) {
      String key = Pattern.quote('"' + path.replaceFirst(".*\\.", "") + '"');
      return now.replaceFirst(
          key + "\\s*:\\s*(\"[^\"]*\"|[^,}\\s]+)", Matcher.quoteReplacement(write));
    }
    return indent + dash + write;
  }

  /** The pattern of the path's own key in the line; null if it is not in it as the path has it. */
  private @Nullable String own(String now) {
    String key = "[\"']?" + Pattern.quote(path.replaceFirst(".*\\.", "")) + "[\"']?\\s*:";
    return path.isEmpty() || !Pattern.compile(key).matcher(now).find() ? null : key;
  }
}
