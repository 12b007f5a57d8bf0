package dev.stsbroker.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.io.SmallFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a small file of an identity. Blocks, but refuses what is not a regular file: reading a pipe
 * could wait for ever.
 */
final class SecretFile {
  /** A key file has some hundred bytes, an OIDC token at most 20,000. */
  private static final int MAX_BYTES = 64 * 1024;

  private SecretFile() {}

  /** All of its text, without a byte order mark; it may be empty. */
  static String text(SourceSettings identity, Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw IdentityProblem.ofFile(identity, file, "not a file");
    }
    FileTrust.Exposure open = FileTrust.exposure(file);
    if (open != null) {
      boolean named = identity.written().containsKey(file);
      String sentence = named ? open.general() : open.sentence();
      throw IdentityProblem.ofFile(identity, file, sentence);
    }
    try {
      String text = new String(SmallFile.read(file, MAX_BYTES), UTF_8);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (SmallFile.TooLongException e) {
      throw IdentityProblem.ofFile(identity, file, "longer than " + MAX_BYTES + " bytes");
    } catch (NoSuchFileException e) {
      throw IdentityProblem.ofFile(identity, file, "no such file");
    } catch (AccessDeniedException e) {
      throw IdentityProblem.ofFile(identity, file, "permission denied");
    } catch (IOException e) {
      throw IdentityProblem.ofFile(
          identity, file, "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** Its one line, without white space around it. */
  static String line(SourceSettings identity, Path file) {
    String text = text(identity, file).strip();
    if (text.isEmpty() || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      String what = text.isEmpty() ? "empty" : "more than one line";
      throw IdentityProblem.ofFile(identity, file, what + " (expected: one line)");
    }
    return text;
  }
}
