package dev.stsbroker.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a file, or one sentence why there is none to be had. */
final class ConfigText {
  /**
   * A thousand profiles fit, and so many unknown keys are read, and told of, beside a running
   * configuration in a heap of 64 MB.
   */
  static final int MOST_BYTES = 1 << 18;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private ConfigText() {}

  /**
   * Checks that the configuration in {@code file} is well-formed, which the reader that comes after
   * it says less readably or, as for duplicate keys, not at all.
   *
   * @throws ConfigException if it is not
   */
  static void check(Path file) {
    String text;
    try {
      text = read(file, MOST_BYTES);
    } catch (IOException e) {
      throw ConfigException.of(file.toString(), sentence(e));
    }
    if (text.isBlank()) {
      throw ConfigException.of(file.toString(), "is empty (expected: a configuration)");
    }
    if (json(file)) {
      JsonSyntax.check(file, text);
    } else {
      YamlSyntax.check(file, text);
    }
  }

  /** Whether the file's name says JSON; everything else is YAML. */
  static boolean json(Path file) {
    return file.toString().endsWith(".json");
  }

  /**
   * The text of {@code file}.
   *
   * @throws IOException with a sentence for a person if it is missing, no regular file, not
   *     readable, longer than {@code most} bytes or not UTF-8
   */
  static String read(Path file, int most) throws IOException {
    String text = decoded(file, most);
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      throw new IOException("begins with a byte order mark (expected: UTF-8 without one)");
    }
    return text;
  }

  /** The same, a byte order mark included. */
  static String decoded(Path file, int most) throws IOException {
    requireReadable(file);
    byte[] bytes;
    try (var stream = Files.newInputStream(file)) {
      bytes = stream.readNBytes(most + 1);
    }
    if (bytes.length > most) {
      throw new IOException("is too large (expected: at most " + most + " bytes)");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("is not UTF-8 text", e);
    }
  }

  /** Throws an {@link IOException} with a sentence for a person unless {@code file} can be read. */
  static void requireReadable(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("does not exist (expected: a readable file)");
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException("is not a regular file (expected: a readable file)");
    }
    if (!Files.isReadable(file)) {
      throw new IOException("cannot be read: permission denied (expected: a readable file)");
    }
  }

  /**
   * What went wrong, for a person; an exception of the operating system says too little by itself.
   */
  static String sentence(IOException failure) {
    String message = failure.getMessage();
    return message != null && failure.getClass() == IOException.class
        ? message
        : "cannot be read: " + failure.getClass().getSimpleName();
  }
}
