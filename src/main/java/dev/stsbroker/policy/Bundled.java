package dev.stsbroker.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The texts this room carries on the class path. */
final class Bundled {
  private Bundled() {}

  /** The text of that name beside this class. */
  static String text(String name) {
    try (InputStream in = Bundled.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
