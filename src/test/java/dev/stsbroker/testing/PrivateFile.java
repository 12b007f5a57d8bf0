package dev.stsbroker.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files that their owner alone may read and write: the broker takes keys and secrets from no
 * others.
 */
public final class PrivateFile {
  private PrivateFile() {}

  /** Writes {@code text} to {@code file}, which has mode 0600 then; returns it. */
  public static Path write(Path file, String text) throws IOException {
    return protect(Files.writeString(file, text));
  }

  /** Gives {@code file} mode 0600; returns it. */
  public static Path protect(Path file) throws IOException {
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
