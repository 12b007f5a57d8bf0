package dev.stsbroker.cli.help;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in lines of a page's width. Lines break at spaces alone: whatever is written without one, an
 * ARN or a path, can be pasted.
 */
final class Paragraph {
  /** Columns of a page. */
  static final int WIDTH = 80;

  private Paragraph() {}

  /**
   * {@code text} in lines of at most {@code width} columns, longer only where a single word is. A
   * text that begins with a space is a line as it stands.
   */
  static List<String> fill(String text, int width) {
    if (text.startsWith(" ") || text.isEmpty()) {
      return List.of(text);
    }
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
