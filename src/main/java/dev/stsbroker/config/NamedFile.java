package dev.stsbroker.config;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the files a configuration names. */
record NamedFile(Path folder) {

  /**
   * The file that {@code key} names; null, with a problem, if it cannot be read; null if it names
   * none.
   */
  @Nullable Path find(Settings settings, String key) {
    String text = settings.text(key);
    if (text == null) {
      return null;
    }
    Path file = folder.resolve(text).normalize();
    try {
      ConfigText.requireReadable(file);
      return file;
    } catch (IOException e) {
      settings.problem(key, file + " " + ConfigText.sentence(e));
      return null;
    }
  }
}
