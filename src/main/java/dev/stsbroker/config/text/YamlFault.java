package dev.stsbroker.config.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Explains what is wrong with a text that is not valid YAML, and where: by what people write
 * wrongly, not in the parser's words. Shows keys, and values only of keys that hold no secret.
 */
final class YamlFault {
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
    return new YamlCorrection(lines).tried(said);
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
    if (line.text().startsWith("```")) {
      return said(line, "``` is a fence of Markdown (expected: what is between the two fences)");
    }
    return new YamlIndentation(lines, line)
        .oddBlanks()
        .or(this::unclosedQuote)
        .or(() -> behindQuote(line))
        .or(() -> line.before(lines).flatMap(this::behindQuote))
        .or(this::signs)
        .or(this::brackets)
        .or(this::colons)
        .or(() -> new YamlIndentation(lines, line).indentation())
        .orElseGet(() -> said(line, "is no YAML from here (expected: key: value, or - item)"));
  }

  static Said said(YamlLine at, String message) {
    return new Said(at.number(), at.key(), message);
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
      return Optional.of(said(line, new YamlIndentation(lines, line).tab(column)));
    } else if (problem.contains("undefined alias") || context.contains("alias")) {
      return Optional.of(sign("*", "an alias of nothing", quoted));
    } else if (context.contains("anchor")) {
      return Optional.of(sign("&", "an anchor", quoted));
    } else if (problem.contains("for the tag") || context.contains("tag")) {
      return Optional.of(sign("!", "a tag of nothing", quoted));
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
    Optional<YamlLine> above =
        line.before(lines).filter(one -> one.key().isEmpty() && !one.isItem());
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
}
