package dev.stsbroker.sink;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The reason why a file could not be written.
 *
 * @param cause one word of a fixed list
 * @param why one clause, for people
 */
public record WriteFailure(String cause, String why) {
  /**
   * What lies behind {@code failure}. Blocks.
   *
   * @param file the file, absolute; null for none
   */
  public static WriteFailure of(IOException failure, @Nullable Path file) {
    if (failure instanceof SinkException known) {
      return new WriteFailure(known.reason().word(), known.sentence());
    }
    SinkCause cause = SinkCause.of(failure, file == null ? Path.of("/") : FilePlace.folder(file));
    return new WriteFailure(cause.word(), cause.sentence());
  }
}
