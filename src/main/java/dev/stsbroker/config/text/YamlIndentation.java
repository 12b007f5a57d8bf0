package dev.stsbroker.config.text;

import dev.stsbroker.config.text.YamlFault.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what is wrong with the blanks before a line of YAML.
 *
 * @param lines of the text
 * @param line where the parser noticed
 */
record YamlIndentation(List<YamlLine> lines, YamlLine line) {
  /** Before the number of blanks. */
  static final String BEGINS = "begins after ";

  /** A line above that begins with blanks of another kind, which YAML reads as text. */
  Optional<Said> oddBlanks() {
    return lines.subList(0, line.number()).stream()
        .filter(one -> one.blanks() > one.indent())
        .findFirst()
        .map(
            one ->
                YamlFault.said(
                    one,
                    "begins with blanks that do not indent (expected: plain ones"
                        + one.indented(one.blanks())
                        + ")"));
  }

  /** What is wrong with a tab in that column. */
  String tab(int column) {
    boolean leading = line.text().substring(0, Math.min(column, line.text().length())).isBlank();
    if (!leading) {
      String write = line.instead(line.value());
      return "a tab is where blanks belong (expected: a blank" + write + ")";
    }
    int blanks =
        line.before(lines)
            .map(one -> one.value().isEmpty() ? indentOf(one) + 2 : one.indent())
            .orElse(0);
    return "a tab cannot indent (expected: blanks" + line.indented(blanks) + ")";
  }

  /** Where a list's items are as deep as its key, what follows a key is deeper than it. */
  private static int indentOf(YamlLine one) {
    return one.start().length();
  }

  /** A line that begins where none above it does. */
  Optional<Said> indentation() {
    List<YamlLine> open = new ArrayList<>();
    int deepest = Integer.MAX_VALUE;
    for (int i = line.number() - 2; i >= 0; i--) {
      YamlLine one = lines.get(i);
      if (one.isContent() && indentOf(one) < deepest) {
        deepest = indentOf(one);
        open.add(one);
      }
    }
    if (line.isItem() && open.stream().anyMatch(one -> one.indent() == line.indent())) {
      return Optional.of(
          YamlFault.said(line, "a list item is among keys (expected: a key, or all items)"));
    }
    int own = line.indent();
    Optional<YamlLine> like =
        open.stream()
            .filter(one -> !KnownKeys.isTop(line.key()) || indentOf(one) == 0)
            .min((a, b) -> Math.abs(indentOf(a) - own) - Math.abs(indentOf(b) - own))
            .or(() -> open.stream().findFirst());
    return own == 0
        ? like.filter(one -> indentOf(one) > 0).map(one -> YamlFault.said(one, indented(one, line)))
        : like.filter(one -> indentOf(one) != own)
            .map(one -> YamlFault.said(line, indented(line, one)));
  }

  private static String indented(YamlLine wrong, YamlLine like) {
    return (BEGINS + "%d blanks, where no line above begins (expected: %d, as line %d%s)")
        .formatted(wrong.indent(), indentOf(like), like.number(), wrong.indented(indentOf(like)));
  }
}
