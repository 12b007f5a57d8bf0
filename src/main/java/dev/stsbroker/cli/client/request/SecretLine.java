package dev.stsbroker.cli.client.request;

import dev.stsbroker.io.SmallFile;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.text.Utf8;
import dev.stsbroker.text.Utf8.MalformedTextException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads the secret a caller presents. The file may be the broker's own, with several lines while a
 * secret is replaced, and comments: all secrets in it are valid, the first is taken.
 */
final class SecretLine {
  private static final String FORM =
      " (expected: letters, digits and . _ ~ -, since it may stand in a URL)";

  /** The most that the broker reads of such a file. */
  private static final int MAX_BYTES = 64 * 1024;

  private SecretLine() {}

  /**
   * The first line of {@code file} that is neither blank nor a comment.
   *
   * @param where the file was named, for the message, which never quotes what is in it
   * @throws ClientException if it can not be read, or has no such line, or one that no URL takes
   */
  static Secret read(String where, String file) throws ClientException {
    for (String line : lines(where, file)) {
      String value = line.strip();
      if (!value.isEmpty() && !value.startsWith("#")) {
        if (!value.chars().allMatch(SecretLine::unreserved)) {
          throw ClientException.usage(where + ": a secret with other characters" + FORM);
        }
        return Secret.of(value);
      }
    }
    throw ClientException.usage(where + ": " + ShellText.shown(file) + " has no secret" + FORM);
  }

  private static List<String> lines(String where, String file) throws ClientException {
    try {
      return Utf8.decode(SmallFile.read(Path.of(file), MAX_BYTES)).lines().toList();
    } catch (MalformedTextException e) {
      throw ClientException.usage(where + ": " + ShellText.shown(file) + " " + e.sentence());
    } catch (IOException | InvalidPathException e) {
      throw ClientException.usage(
          where + ": cannot read " + ShellText.shown(file) + " (expected: a file with a secret)");
    }
  }

  /** RFC 3986, 2.3. */
  private static boolean unreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "._~-".indexOf(c) >= 0;
  }
}
