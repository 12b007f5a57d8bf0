package dev.stsbroker.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Says what is wrong with a text that is no YAML, and where: what people did, not what the parser
 * missed. Shows keys, and the values of keys that hold no secret.
 */
final class YamlFault {
  private static final String BEGINS = "begins after ";
  private static final Pattern BEHIND = Pattern.compile("([\"'])([^\"'\\\\]*)\\1([^\\s\\]}:].*)");
  private static final Pattern SURPLUS = Pattern.compile("[\\p{Z}\\p{Pi}\\p{Pf}\"',;]+");

  private final List<YamlLine> lines;
  private final String problem;
  private final String context;
  private final YamlLine line;
  private final YamlLine began;
  private final int column;
  private final boolean ended;

  /**
   * What to say.
   *
   * @param line where, from 1
   * @param path the key that is meant; empty for none
   * @param message one sentence
   */
  record Said(int line, String path, String message) {}

  private YamlFault(List<YamlLine> lines, MarkedYAMLException thrown) {
    this.lines = lines;
    this.problem = Objects.requireNonNullElse(thrown.getProblem(), "");
    this.context = Objects.requireNonNullElse(thrown.getContext(), "");
    Mark mark = thrown.getProblemMark();
    this.line = at(mark);
    this.began = thrown.getContextMark() == null ? line : at(thrown.getContextMark());
    this.column = mark == null ? 0 : mark.getColumn();
    this.ended = mark == null || mark.getLine() >= lines.size();
  }

  /** What is wrong with {@code text}, which the parser refused. */
  static Said of(String text, MarkedYAMLException thrown) {
    List<YamlLine> lines = new ArrayList<>();
    text.lines().forEach(one -> lines.add(new YamlLine(lines.size() + 1, one)));
    YamlFault fault = new YamlFault(lines, thrown);
    Said said = thrown instanceof DuplicateKeyException ? fault.duplicate() : fault.said();
    return fault.leadsOn(said) ? said : fault.withoutWrite(said);
  }

  /** Whether the text can be read once the line stands there as the message says. */
  private boolean leadsOn(Said said) {
    int at = said.message().indexOf(Problems.WRITE);
    if (at < 0) {
      return true;
    }
    String write =
        said.message().substring(at + Problems.WRITE.length(), said.message().length() - 1);
    YamlLine wrong = lines.get(said.line() - 1);
    String exact = write.startsWith("\" ") ? write.substring(1, write.length() - 1) : write;
    boolean whole = !exact.equals(write) || said.message().startsWith(BEGINS);
    String dash = wrong.isItem() && !write.startsWith("- ") ? "- " : "";
    String mended = whole ? exact : " ".repeat(wrong.indent()) + dash + write;
    try {
      String text =
          lines.stream()
              .map(one -> one.number() == said.line() ? mended : one.text())
              .collect(Collectors.joining("\n"));
      Object unused = new Yaml(new SafeConstructor(YamlSyntax.options())).load(text);
      return true;
    } catch (YAMLException e) {
      return false;
    }
  }

  private Said withoutWrite(Said said) {
    String message = said.message();
    return new Said(
        said.line(), said.path(), message.substring(0, message.indexOf(Problems.WRITE)) + ")");
  }

  /** The line at {@code mark}; the end of the text counts to its last line. */
  private YamlLine at(@Nullable Mark mark) {
    int index = Math.min(mark == null ? 0 : mark.getLine(), lines.size() - 1);
    return index < 0 ? new YamlLine(1, "") : lines.get(index);
  }

  private Said duplicate() {
    String key = problem.substring(problem.lastIndexOf(' ') + 1);
    String first =
        lines.subList(0, line.number() - 1).stream()
            .filter(one -> one.key().equals(key) && one.indent() == line.indent())
            .reduce((one, later) -> later)
            .map(one -> ", first in line " + one.number())
            .orElse("");
    return new Said(line.number(), key, "is there twice" + first + " (expected: one of the two)");
  }

  private Said said() {
    if (line.text().contains("{{") || began.text().contains("{{")) {
      YamlLine template = began.text().contains("{{") ? began : line;
      return said(template, "{{ }} is not filled in (expected: what the template makes of it)");
    }
    return oddBlanks()
        .or(this::unclosedQuote)
        .or(() -> behindQuote(line))
        .or(() -> before(line).flatMap(this::behindQuote))
        .or(this::signs)
        .or(this::brackets)
        .or(this::colons)
        .or(this::indentation)
        .orElseGet(() -> said(line, "is no YAML from here (expected: key: value, or - item)"));
  }

  private static Said said(YamlLine at, String message) {
    return new Said(at.number(), at.key(), message);
  }

  /** A line above that begins with blanks of another kind, which YAML reads as text. */
  private Optional<Said> oddBlanks() {
    return lines.subList(0, line.number()).stream()
        .filter(one -> one.blanks() > one.indent())
        .findFirst()
        .map(
            one ->
                said(
                    one,
                    "begins with blanks that do not indent (expected: plain ones"
                        + one.indented(one.blanks())
                        + ")"));
  }

  private Optional<Said> unclosedQuote() {
    boolean possible = !problem.contains("TAB") && !context.contains("alias");
    for (YamlLine one : possible ? lines.subList(0, line.number()) : List.<YamlLine>of()) {
      String quote = one.isContent() ? one.openQuote() : null;
      if (quote != null) {
        String value = one.value().substring(Math.min(1, one.value().length()));
        boolean flag = value.equals("true") || value.equals("false");
        boolean text = one.isOpen() && !value.matches("[0-9.]*");
        String closed =
            flag ? one.instead(value) : text ? YamlLine.write(one.text().strip() + quote) : "";
        return Optional.of(
            said(one, "a " + quote + " is never closed (expected: another one" + closed + ")"));
      }
    }
    return Optional.empty();
  }

  /** Text behind a value in quotes, where no more can be. */
  private Optional<Said> behindQuote(YamlLine one) {
    Matcher value = BEHIND.matcher(one.value());
    if (!value.matches()) {
      return Optional.empty();
    }
    String quote = value.group(1);
    boolean surplus = SURPLUS.matcher(value.group(3)).matches();
    String write = surplus ? one.instead(quote + value.group(2) + quote) : "";
    return Optional.of(
        said(one, "text is behind the closing " + quote + " (expected: none" + write + ")"));
  }

  /** What a text cannot begin with, or have in it, without quotes. */
  private Optional<Said> signs() {
    String quoted = line.instead(YamlLine.inQuotes(line.value()));
    if (problem.contains("TAB")) {
      return Optional.of(said(line, tab()));
    } else if (problem.contains("undefined alias") || context.contains("alias")) {
      return Optional.of(sign("*", "an alias of nothing", quoted));
    } else if (context.contains("anchor")) {
      return Optional.of(sign("&", "an anchor", quoted));
    } else if (problem.contains("for the tag") || context.contains("tag")) {
      return Optional.of(sign("!", "a tag of nothing", quoted));
    } else if (line.text().startsWith("```")) {
      return Optional.of(
          said(line, "``` is a fence of Markdown (expected: what is between the two fences)"));
    } else if (problem.contains("cannot start any token")) {
      String sign = line.text().substring(Math.min(column, line.text().length()));
      return Optional.of(sign(sign.isEmpty() ? "it" : sign.substring(0, 1), "no text", quoted));
    } else if (problem.contains("escape character")) {
      String single = line.instead(line.value().replaceAll("^\"|\"$", "'"));
      return Optional.of(
          said(line, "\\ means something else in \" (expected: it in ' quotes" + single + ")"));
    } else if (problem.contains("another document")) {
      return Optional.of(said(line, "a second document begins (expected: one in a file, no ---)"));
    }
    return Optional.empty();
  }

  private Said sign(String sign, String what, String write) {
    return said(
        line,
        "text that begins with "
            + sign
            + " is "
            + what
            + " in YAML (expected: quotes around it"
            + write
            + ")");
  }

  private String tab() {
    boolean leading = line.text().substring(0, Math.min(column, line.text().length())).isBlank();
    if (!leading) {
      String write = line.instead(line.value());
      return "a tab is where blanks belong (expected: a blank" + write + ")";
    }
    int blanks =
        before(line).map(one -> one.value().isEmpty() ? indentOf(one) + 2 : one.indent()).orElse(0);
    return "a tab cannot indent (expected: blanks" + line.indented(blanks) + ")";
  }

  /** Where a list's items are as deep as its key, what follows a key is deeper than it. */
  private static int indentOf(YamlLine one) {
    return one.start().length();
  }

  private Optional<YamlLine> before(YamlLine one) {
    return lines.subList(0, one.number() - 1).stream()
        .filter(YamlLine::isContent)
        .reduce((earlier, later) -> later);
  }

  private Optional<Said> brackets() {
    if (!context.contains("flow")) {
      return Optional.empty();
    }
    boolean mapping = context.contains("mapping");
    String open = mapping ? "{" : "[";
    String close = mapping ? "}" : "]";
    if (began.text().matches(".*[:\\[{,]\\s*\\$\\{.*")) {
      String message = "${ } within %s %s is read as a mapping (expected: quotes around the text)";
      return Optional.of(said(began, message.formatted(open, close)));
    }
    boolean here = !ended && line.number() == began.number() && column < line.text().length();
    if (here) {
      String found = line.text().substring(column, column + 1);
      boolean wrong = "]}".contains(found);
      return Optional.of(
          said(
              line,
              wrong
                  ? "%s is closed by %s (expected: %s)".formatted(open, found, close)
                  : "a comma is missing within %s %s, before %s (expected: , between entries)"
                      .formatted(open, close, "column " + (column + 1))));
    }
    boolean whole = !began.text().strip().matches(".*[{\\[,]");
    boolean shown = began.isOpen() || !began.text().contains(":");
    String closed = whole && shown ? closed(began, close) : "";
    return Optional.of(
        said(began, "a " + open + " is never closed (expected: " + close + closed + ")"));
  }

  private static String closed(YamlLine one, String close) {
    String text = one.text().strip();
    return YamlLine.write(text + (close.equals("}") ? " }" : close));
  }

  private Optional<Said> colons() {
    boolean item = problem.contains("sequence entries are not allowed");
    if (item) {
      String value = line.value().replaceFirst("^-\\s*", "");
      String write = line.instead("[" + value + "]");
      return Optional.of(
          said(line, "a list begins behind its key (expected: on a line of its own" + write + ")"));
    }
    if (problem.contains("could not find expected ':'")) {
      return Optional.of(withoutColon(began));
    }
    if (!problem.contains("mapping values are not allowed")) {
      return Optional.empty();
    }
    Optional<YamlLine> above = before(line).filter(one -> one.key().isEmpty() && !one.isItem());
    if (above.isPresent() && above.get().text().indexOf('}') < 0) {
      return Optional.of(withoutColon(above.get()));
    }
    if (line.text().indexOf(": ") >= 0 && line.text().indexOf(": ") < column) {
      String quoted =
          line.value().endsWith(":") ? "" : line.instead(YamlLine.inQuotes(line.value()));
      return Optional.of(
          said(
              line,
              "a colon and a blank are in the value (expected: quotes around it" + quoted + ")"));
    }
    return Optional.empty();
  }

  /** A line that should have been a key with its value. */
  private static Said withoutColon(YamlLine one) {
    String text = TypedText.line(one.text()).strip();
    int end = text.replaceFirst("[:\uff1a=\\s].*", "").length();
    String key = text.substring(0, end);
    String value = text.substring(end).replaceFirst("^\\s*[:\uff1a=]?\\s*", "");
    boolean known = KnownKeys.isOpen(key) && !value.isEmpty();
    return new Said(
        one.number(),
        KnownKeys.isKnown(key) ? key : "",
        "has no key with a colon and a blank behind it (expected: key: value"
            + (known ? YamlLine.write(key + ": " + value) : "")
            + ")");
  }

  /** A line that begins where none above it does. */
  private Optional<Said> indentation() {
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
      return Optional.of(said(line, "a list item is among keys (expected: a key, or all items)"));
    }
    int own = line.indent();
    Optional<YamlLine> like =
        open.stream()
            .filter(one -> !KnownKeys.isTop(line.key()) || indentOf(one) == 0)
            .min((a, b) -> Math.abs(indentOf(a) - own) - Math.abs(indentOf(b) - own))
            .or(() -> open.stream().findFirst());
    return own == 0
        ? like.filter(one -> indentOf(one) > 0).map(one -> said(one, indented(one, line)))
        : like.filter(one -> indentOf(one) != own).map(one -> said(line, indented(line, one)));
  }

  private static String indented(YamlLine wrong, YamlLine like) {
    return (BEGINS + "%d blanks, where no line above begins (expected: %d, as line %d%s)")
        .formatted(wrong.indent(), indentOf(like), like.number(), wrong.indented(indentOf(like)));
  }
}
