package dev.stsbroker.sink;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** The causes why a file was not written, told apart where an operator would act differently. */
enum SinkCause {
  /** The folder is not there. */
  VANISHED("its folder is not there"),
  /** The file system, or the user's share of it, is full. */
  NO_SPACE("no space is left on its file system"),
  /** The file system cannot be written to. */
  READ_ONLY("its file system is read-only"),
  /** This process may not write there. */
  DENIED("this process may not write there"),
  /** What is there was not written by a broker. */
  FOREIGN(
      "what is there was not written by sts-broker, or was changed since (moved away or removed,"
          + " it is written again within 30 s)"),
  /** The credentials have characters the format has no place for. */
  UNFIT("the credentials have characters that the format cannot hold"),
  /** Others could have it written or removed elsewhere. */
  UNSAFE("other users can write to its folder, or to one above it"),
  /** Files cannot be worked with safely there. */
  UNSUPPORTED("its file system has no owners and modes, or cannot be worked in by an open folder"),
  /** Anything else. */
  OTHER("input or output failed");

  private final String sentence;

  SinkCause(String sentence) {
    this.sentence = sentence;
  }

  /** One word, for metrics. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One clause, for people. */
  String sentence() {
    return sentence;
  }

  /**
   * What lies behind {@code failure} to write into {@code folder}. Asks the file system where it
   * can: messages come in the system's language. Blocks.
   */
  static SinkCause of(IOException failure, Path folder) {
    if (failure instanceof SinkException known) {
      return known.reason();
    }
    if (failure instanceof AccessDeniedException) {
      return DENIED;
    }
    if (failure instanceof NoSuchFileException || !Files.isDirectory(folder)) {
      return VANISHED;
    }
    String message = String.valueOf(failure.getMessage());
    if (message.contains("No space left") || message.contains("quota")) {
      return NO_SPACE;
    }
    return message.contains("Read-only") ? READ_ONLY : ofStore(folder);
  }

  private static SinkCause ofStore(Path folder) {
    try {
      FileStore store = Files.getFileStore(folder);
      if (store.isReadOnly()) {
        return READ_ONLY;
      }
      return store.getUsableSpace() == 0 ? NO_SPACE : OTHER;
    } catch (IOException e) {
      return OTHER;
    }
  }
}
