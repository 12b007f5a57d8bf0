package dev.stsbroker.access;

import dev.stsbroker.secret.Secret;
import dev.stsbroker.text.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that open a profile, as its file lists them: one a line, all of them valid at once,
 * so that a new one can be added before the old one is taken out. Blank lines and lines that begin
 * with {@code #} are skipped; line ends may be CR LF and a byte order mark may come first.
 *
 * <p>A secret has 16 to 256 letters, digits and {@code - . _ ~}: it goes into a URL's path, where
 * RFC 3986, 2.3 calls these unreserved, and a shorter one could be guessed. Messages call it by the
 * file's name and its line, such as {@code reports.secret:3}.
 */
public final class CallerSecrets {
  /** The longest file that is read, in bytes. */
  public static final int MOST_BYTES = 64 * 1024;

  private static final int SHORTEST = 16;
  private static final int LONGEST = 256;
  private static final int MOST = 100;
  private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]*");

  private final List<Named> secrets;

  private CallerSecrets(List<Named> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  /**
   * A problem of a file of secrets.
   *
   * @param line from 1
   * @param message one sentence, with no part of a secret
   */
  public record Problem(int line, String message) {}

  /** All problems of a file's {@code text}; empty if there are none. */
  public static List<Problem> problems(String text) {
    List<Problem> problems = new ArrayList<>();
    List<Line> lines = lines(text);
    if (lines.isEmpty()) {
      problems.add(new Problem(1, "has no secret (expected: one a line)"));
    }
    if (lines.size() > MOST) {
      String many = "has " + lines.size() + " secrets (expected: at most " + MOST + ")";
      problems.add(new Problem(1, many));
    }
    for (Line line : lines) {
      String problem = line.problem();
      if (problem != null) {
        problems.add(new Problem(line.number(), problem));
      }
    }
    return problems;
  }

  /**
   * The secrets in {@code text}.
   *
   * @param file the name they are known by
   * @throws IllegalArgumentException if there are {@link #problems}
   */
  public static CallerSecrets of(String file, String text) {
    if (!problems(text).isEmpty()) {
      throw new IllegalArgumentException("a file of secrets with problems");
    }
    return new CallerSecrets(
        lines(text).stream()
            .map(line -> new Named(file + ":" + line.number(), SecretDigest.of(line.secret())))
            .toList());
  }

  /** The number of secrets. */
  public int count() {
    return secrets.size();
  }

  /** The number of these secrets that {@code other} does not have. */
  public int notIn(CallerSecrets other) {
    return (int) secrets.stream().filter(one -> other.nameOf(one.digest()) == null).count();
  }

  /** The name of the secret presented, compared with every one; null if it is none of them. */
  @Nullable String nameOf(SecretDigest presented) {
    String name = null;
    for (Named one : secrets) {
      if (one.digest().equals(presented)) {
        name = one.name();
      }
    }
    return name;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CallerSecrets that && secrets.equals(that.secrets);
  }

  @Override
  public int hashCode() {
    return secrets.hashCode();
  }

  @Override
  public String toString() {
    return "CallerSecrets[" + secrets.size() + "]";
  }

  private static List<Line> lines(String text) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String line : Utf8.withoutMark(text).lines().map(String::strip).toList()) {
      number++;
      if (!line.isEmpty() && !line.startsWith("#")) {
        lines.add(new Line(number, Secret.of(line)));
      }
    }
    return lines;
  }

  private record Named(String name, SecretDigest digest) {}

  private record Line(int number, Secret secret) {
    @Nullable String problem() {
      int length = secret.reveal().length();
      if (length < SHORTEST || length > LONGEST) {
        return length + " characters (expected: " + SHORTEST + ".." + LONGEST + ")";
      }
      if (secret.reveal().matches("\".*\"|'.*'")) {
        return "is in quotes (expected: the secret alone)";
      }
      return UNRESERVED.matcher(secret.reveal()).matches()
          ? null
          : "has a character that URLs change (expected: letters, digits and - . _ ~, as openssl"
              + " rand -hex 32 prints them)";
    }
  }
}
