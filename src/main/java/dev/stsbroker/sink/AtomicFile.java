package dev.stsbroker.sink;

import dev.stsbroker.sink.SinkWriter.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A file that is replaced in one step, so that readers find the old or the new content, never a
 * part. The new file is on disk before it replaces the old one, and nobody but its owner can open
 * it at any time.
 */
final class AtomicFile {
  private AtomicFile() {}

  /**
   * Replaces {@code path}, or what it leads to, by {@code content}.
   *
   * @param reached told of each step once it is done
   */
  static void write(Path path, byte[] content, Consumer<Step> reached) throws IOException {
    SafePath.Place place = SafePath.find(path, true);
    reached.accept(Step.FOUND);
    try (OpenFolder folder = OpenFolder.of(place)) {
      reached.accept(Step.OPENED);
      if (!OwnText.mayReplace(folder, place.name())) {
        throw new SinkException(SinkCause.FOREIGN);
      }
      Siblings siblings = new Siblings(place.name());
      siblings.sweep(folder, Set.of());
      String next = siblings.fresh();
      try {
        folder.create(next, content);
        reached.accept(Step.WRITTEN);
        folder.move(next, place.name());
      } catch (IOException e) {
        folder.discard(next);
        throw e;
      }
      folder.force();
    }
  }

  /** Removes {@code path}, or what it leads to, unless it is not the broker's own. */
  static void remove(Path path) throws IOException {
    SafePath.Place place = SafePath.find(path, true);
    try (OpenFolder folder = OpenFolder.of(place)) {
      if (folder.look(place.name()) != null && OwnText.mayReplace(folder, place.name())) {
        folder.delete(place.name());
        folder.force();
      }
    }
  }
}
