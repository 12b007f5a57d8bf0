package dev.stsbroker.sink;

import dev.stsbroker.credential.SessionCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Writes, looks for and removes files of every format. Blocks. */
final class SinkWriter {
  private SinkWriter() {}

  /** Writes {@code credentials} as {@code settings} say. */
  static void write(SinkSettings settings, SessionCredentials credentials) throws SinkException {
    write(settings, credentials, step -> {});
  }

  /**
   * The same, with a word at every step.
   *
   * @param reached told of each step once it is done
   */
  static void write(SinkSettings settings, SessionCredentials credentials, Consumer<Step> reached)
      throws SinkException {
    SinkText text = new SinkText(credentials, settings.region());
    Path path = settings.path();
    try {
      if (settings.format().folder()) {
        LinkedFolder.write(path, text.folder(), reached);
      } else {
        AtomicFile.write(path, text.file(settings.format()), reached);
      }
    } catch (SinkException e) {
      throw e;
    } catch (IOException e) {
      throw new SinkException(SinkCause.of(e, FilePlace.folder(path)));
    }
  }

  /** Whether the file is there. */
  static boolean isThere(SinkSettings settings) {
    return Files.exists(settings.path());
  }

  /** Removes the file, if it is there and the broker's own. */
  static void remove(SinkSettings settings) throws SinkException {
    try {
      if (settings.format().folder()) {
        LinkedFolder.remove(settings.path());
      } else {
        AtomicFile.remove(settings.path());
      }
    } catch (SinkException e) {
      throw e;
    } catch (IOException e) {
      throw new SinkException(SinkCause.of(e, FilePlace.folder(settings.path())));
    }
  }

  /** How far a write has come: what tests act between. */
  enum Step {
    /** It is known where the file is to be. */
    FOUND,
    /** Its folder is open. */
    OPENED,
    /** The new content is on disk beside it. */
    WRITTEN
  }
}
