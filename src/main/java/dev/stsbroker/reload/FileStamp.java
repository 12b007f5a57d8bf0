package dev.stsbroker.reload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A stamp of a file by which a change is noticed: of its content, owner and mode. Size and time are
 * not enough, because a new key is as long as the old one and network file systems count whole
 * seconds; events are not enough, because such file systems send none.
 *
 * @param text equal for equal contents with equal owners and modes
 */
record FileStamp(String text) {
  private static final FileStamp ABSENT = new FileStamp("absent");

  /** A larger file is no key and no policy; its size has to do. */
  private static final int MAX_BYTES = 256 * 1024;

  /** The stamp of {@code file} as it is now, symlinks followed. Blocks. */
  static FileStamp of(Path file) {
    if (!Files.isRegularFile(file)) {
      return ABSENT;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      String size = bytes.length > MAX_BYTES ? " " + Files.size(file) : "";
      return new FileStamp(HexFormat.of().formatHex(digest().digest(bytes)) + size + access(file));
    } catch (IOException e) {
      return ABSENT;
    }
  }

  private static String access(Path file) throws IOException {
    try {
      PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
      return " "
          + attributes.owner().getName()
          + " "
          + PosixFilePermissions.toString(attributes.permissions());
    } catch (UnsupportedOperationException e) {
      return "";
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
