package dev.stsbroker.source.key;

import dev.stsbroker.io.FileTrust;
import dev.stsbroker.io.SmallFile;
import dev.stsbroker.text.Utf8;
import dev.stsbroker.text.Utf8.MalformedTextException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a small file of an identity. Blocks, but refuses what is not a regular file: reading a pipe
 * could wait for ever.
 */
public final class SecretFile {
  /** A key file has some hundred bytes, an OIDC token at most 20,000. */
  private static final int MAX_BYTES = 64 * 1024;

  private SecretFile() {}

  /**
   * All of its text, as {@link Utf8} reads it; it may be empty.
   *
   * @throws FaultyFileException if it cannot be read, is not UTF-8 or others may change it
   */
  public static String text(SourceSettings identity, Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw FaultyFileException.of(file, 0, "not a file");
    }
    FileTrust.Exposure open = FileTrust.exposure(file);
    if (open != null) {
      boolean named = identity.written().containsKey(file);
      String sentence = named ? open.general() : open.sentence();
      throw FaultyFileException.of(file, 0, sentence);
    }
    try {
      return Utf8.decode(SmallFile.read(file, MAX_BYTES));
    } catch (SmallFile.TooLongException e) {
      throw FaultyFileException.of(file, 0, "longer than " + MAX_BYTES + " bytes");
    } catch (MalformedTextException e) {
      throw FaultyFileException.of(file, e.line(), e.sentence());
    } catch (NoSuchFileException e) {
      throw FaultyFileException.of(file, 0, "no such file");
    } catch (AccessDeniedException e) {
      throw FaultyFileException.of(file, 0, "permission denied");
    } catch (IOException e) {
      throw FaultyFileException.of(
          file, 0, "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** Its one line, without white space around it. */
  public static String line(SourceSettings identity, Path file) {
    String text = text(identity, file).strip();
    if (text.isEmpty() || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      String what = text.isEmpty() ? "empty" : "more than one line";
      throw FaultyFileException.of(file, 1, what + " (expected: one line)");
    }
    return text;
  }
}
