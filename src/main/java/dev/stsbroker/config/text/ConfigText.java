package dev.stsbroker.config.text;

import dev.stsbroker.io.FileTrust;
import dev.stsbroker.io.SmallFile;
import dev.stsbroker.text.Utf8;
import dev.stsbroker.text.Utf8.MalformedTextException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a configuration file, or one sentence that says why it cannot be read. */
public final class ConfigText {
  /**
   * A thousand profiles fit, and so many unknown keys are read, and told of, beside a running
   * configuration in a heap of 64 MB.
   */
  static final int MOST_BYTES = 1 << 18;

  private ConfigText() {}

  /**
   * The values in {@code file}, which is read once: what is obeyed is what was checked.
   *
   * @throws ConfigException if it cannot be read, is others' to change or not well-formed
   */
  public static Written settings(Path file) {
    String text;
    try {
      text = read(file, MOST_BYTES);
    } catch (IOException e) {
      throw ConfigException.of(at(file.toString(), e), sentence(e));
    }
    String name = file.toString();
    if (text.isBlank()) {
      throw ConfigException.of(name + ":1", "is empty (expected: a configuration)");
    }
    JsonObject settings = json(file) ? JsonSyntax.read(name, text) : YamlSyntax.read(name, text);
    return new Written(settings, ConfigLines.of(name, text, json(file)));
  }

  /**
   * A configuration as it is written.
   *
   * @param lines where each setting is
   */
  public record Written(JsonObject settings, ConfigLines lines) {}

  /** {@code file}, with the line that {@code failure} is about where there is one. */
  static String at(String file, IOException failure) {
    return failure instanceof MalformedTextException strange ? file + ":" + strange.line() : file;
  }

  /** Whether the file's name says JSON; everything else is YAML. */
  public static boolean json(Path file) {
    return file.toString().endsWith(".json");
  }

  /**
   * The text of {@code file}, as {@link Utf8} reads it.
   *
   * @throws IOException with a sentence for a person if it is missing, no regular file, not
   *     readable, others' to change, longer than {@code most} bytes or not UTF-8
   */
  public static String read(Path file, int most) throws IOException {
    requireReadable(file);
    requireTrusted(file);
    byte[] bytes;
    try {
      bytes = SmallFile.read(file, most);
    } catch (SmallFile.TooLongException e) {
      throw new IOException("is too large (expected: at most " + most + " bytes)", e);
    }
    return Utf8.decode(bytes);
  }

  /** Throws an {@link IOException} with a sentence for a person unless {@code file} can be read. */
  public static void requireReadable(Path file) throws IOException {
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

  /** Throws an {@link UntrustedFileException} if others may change {@code file}. */
  public static void requireTrusted(Path file) throws UntrustedFileException {
    FileTrust.Exposure exposure = FileTrust.exposure(file);
    if (exposure != null) {
      throw new UntrustedFileException(exposure);
    }
  }

  /**
   * What went wrong, for a person; an exception of the operating system says too little by itself.
   */
  public static String sentence(IOException failure) {
    String message = failure.getMessage();
    boolean ours =
        failure.getClass() == IOException.class
            || failure instanceof UntrustedFileException
            || failure instanceof MalformedTextException;
    return message != null && ours
        ? message
        : "cannot be read: " + failure.getClass().getSimpleName();
  }

  /** Others may change a file. The message names folders by their paths. */
  public static final class UntrustedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The message without paths. */
    private final String general;

    UntrustedFileException(FileTrust.Exposure exposure) {
      super(exposure.sentence());
      this.general = exposure.general();
    }

    public String general() {
      return general;
    }
  }
}
