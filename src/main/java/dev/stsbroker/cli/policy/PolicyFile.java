package dev.stsbroker.cli.policy;

import dev.stsbroker.io.SmallFile;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.PolicyProblem;
import dev.stsbroker.text.Utf8;
import dev.stsbroker.text.Utf8.MalformedTextException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A policy in a file that the command line names; {@code -} is standard input. */
final class PolicyFile {
  /** White space and comments of people included; what STS takes is far less. */
  private static final int MOST_BYTES = 64 * 1024;

  private PolicyFile() {}

  /** The file's text; throws {@link IllegalArgumentException} with a sentence if there is none. */
  static String text(Path file) {
    try (InputStream in = open(file)) {
      return Utf8.decode(SmallFile.read(in, MOST_BYTES));
    } catch (SmallFile.TooLongException e) {
      throw new IllegalArgumentException(file + ": too large (expected: at most 64 KiB)", e);
    } catch (MalformedTextException e) {
      throw new IllegalArgumentException(file + ":" + e.line() + ": " + e.sentence(), e);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": no such file", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": cannot be read", e);
    }
  }

  /** The file's document; throws {@link IllegalArgumentException} with a line per problem. */
  static PolicyDocument document(Path file) {
    try {
      return PolicyDocument.parse(text(file));
    } catch (PolicyException e) {
      throw new IllegalArgumentException(
          e.problems().stream()
              .map(PolicyProblem::toString)
              .map(problem -> file + ": " + problem)
              .collect(Collectors.joining("\n")),
          e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    return file.toString().equals("-") ? System.in : Files.newInputStream(file);
  }
}
