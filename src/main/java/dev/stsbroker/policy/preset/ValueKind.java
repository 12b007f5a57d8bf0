package dev.stsbroker.policy.preset;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.text.PlainText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The kinds of values that a preset's parameters take, each with its syntax. A value that could
 * widen the document is refused, above all a wildcard, which would also match across every {@code
 * /}.
 */
enum ValueKind {
  /** OSS's rule for the names of buckets. */
  BUCKET("3 to 63 lower-case letters, digits and hyphens, no hyphen at either end"),

  /** The beginning of object names, in whole segments. */
  PREFIX("segments that each end in /, like reports/2026/; no wildcards, quotes, controls or .."),

  /** Tablestore's rule for the names of instances, which policies have in lower case. */
  INSTANCE("3 to 16 lower-case letters, digits and hyphens, a letter first, no hyphen last"),

  /** A table, a catalog. */
  NAME("1 to 128 letters, digits, hyphens and underscores");

  private static final Pattern BUCKET_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
  private static final Pattern INSTANCE_NAME = Pattern.compile("[a-z][a-z0-9-]{1,14}[a-z0-9]");
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  /** OSS's limit for the name of an object. */
  private static final int MAX_NAME_BYTES = 1023;

  private static final String REFUSED = "*?\"'`\\${}<>|%";

  private final String shape;

  ValueKind(String shape) {
    this.shape = shape;
  }

  /** The kind a preset's file calls by this word; empty for any other word. */
  static Optional<ValueKind> of(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }

  /** What presets' files call them. */
  static List<String> words() {
    return Arrays.stream(values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** A value to try a preset with. */
  String example() {
    return this == PREFIX ? "example/" : "example";
  }

  boolean accepts(String value) {
    return switch (this) {
      case BUCKET -> BUCKET_NAME.matcher(value).matches();
      case PREFIX -> isPrefix(value);
      case INSTANCE -> INSTANCE_NAME.matcher(value).matches();
      case NAME -> PLAIN_NAME.matcher(value).matches();
    };
  }

  /** What it takes, for a message. */
  String shape() {
    return shape;
  }

  private static boolean isPrefix(String value) {
    return value.endsWith("/")
        && value.getBytes(UTF_8).length <= MAX_NAME_BYTES
        && PlainText.printable(value)
        && value.chars().noneMatch(c -> REFUSED.indexOf(c) >= 0)
        && Arrays.stream(value.substring(0, value.length() - 1).split("/", -1))
            .allMatch(ValueKind::isSegment);
  }

  private static boolean isSegment(String segment) {
    return !segment.isBlank() && !segment.equals(".") && !segment.contains("..");
  }
}
