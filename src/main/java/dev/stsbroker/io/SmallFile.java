package dev.stsbroker.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what is meant to be small, and no more of it than that. Blocks. */
public final class SmallFile {
  private SmallFile() {}

  /** All bytes of {@code file}; throws {@link TooLongException} if they are more than that. */
  public static byte[] read(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, most);
    }
  }

  /** All bytes there are; throws {@link TooLongException} if they are more than that. */
  public static byte[] read(InputStream in, int most) throws IOException {
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new TooLongException(most);
    }
    return bytes;
  }

  /** There is more than is read. */
  public static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLongException(int most) {
      super("longer than " + most + " bytes");
    }
  }
}
