package dev.stsbroker.parameter;

import org.jspecify.annotations.Nullable;

/**
 * A regular expression that the whole value of a parameter has to match. Patterns with equal text
 * are equal.
 *
 * <p>Whatever the expression, a value is 1 to 63 letters, digits and {@code . _ @ -}, none of which
 * means more than itself in a policy, an ARN, a session name or JSON, and neither {@code .} nor
 * anything with {@code ..} in it. Known are characters, classes, {@code \d} and {@code \w}, groups,
 * {@code |}, and the repeats {@code * + ? {n} {n,} {n,m}}; everything else is refused when the
 * pattern is read. Matching takes a bounded number of steps.
 */
public final class ValuePattern {
  /** The longest value there is, in characters. */
  public static final int LONGEST = Shape.MANY - 1;

  private static final int LONGEST_TEXT = 200;

  private final String text;
  private final Shape shape;

  private ValuePattern(String text, Shape shape) {
    this.text = text;
    this.shape = shape;
  }

  /**
   * The pattern written so.
   *
   * @throws IllegalArgumentException with what is wrong with it, as the rest of a sentence
   */
  public static ValuePattern parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException("is longer than " + LONGEST_TEXT + " characters");
    }
    Shape shape = PatternReader.read(text);
    if (shape.least() == 0) {
      throw new IllegalArgumentException("matches nothing at all (expected: at least a character)");
    }
    if (shape.least() > LONGEST) {
      throw new IllegalArgumentException("asks for more than " + LONGEST + " characters");
    }
    ValuePattern pattern = new ValuePattern(text, shape);
    if (!pattern.matches(pattern.example())) {
      throw new IllegalArgumentException("matches . or .., which are no values");
    }
    return pattern;
  }

  /** Whether {@code value} is one of its values. */
  public boolean matches(String value) {
    return !value.isEmpty()
        && value.length() <= LONGEST
        && !value.equals(".")
        && !value.contains("..")
        && (shape.ends(value, 1) >>> value.length() & 1) != 0;
  }

  /** How long its values are at least, in characters. */
  public int least() {
    return shape.least();
  }

  /** How long its values are at most, in characters. */
  public int most() {
    return Math.min(LONGEST, shape.most());
  }

  /** A shortest text it describes, to try things with. */
  public String example() {
    return shape.example();
  }

  /** The expression as written. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValuePattern that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
