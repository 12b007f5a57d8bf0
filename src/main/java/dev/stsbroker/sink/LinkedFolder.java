package dev.stsbroker.sink;

import dev.stsbroker.sink.SinkWriter.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several files that change together: a symlink to a folder of them, of which a new one takes the
 * place of the old in one step. The folder before it stays until the next change, for readers who
 * are in it.
 */
final class LinkedFolder {
  private LinkedFolder() {}

  /** Whether nothing is called {@code name}, or a symlink of this kind. */
  static boolean mayReplace(OpenFolder folder, String name) throws IOException {
    return folder.look(name) == null || current(folder, name) != null;
  }

  /**
   * Lets {@code link} lead to {@code files}, by name.
   *
   * @param reached told of each step once it is done
   */
  static void write(Path link, Map<String, byte[]> files, Consumer<Step> reached)
      throws IOException {
    SafePath.Place place = SafePath.find(link, false);
    reached.accept(Step.FOUND);
    try (OpenFolder folder = OpenFolder.of(place)) {
      reached.accept(Step.OPENED);
      if (!mayReplace(folder, place.name())) {
        throw new SinkException(SinkCause.FOREIGN);
      }
      String before = current(folder, place.name());
      Siblings siblings = new Siblings(place.name());
      siblings.sweep(folder, before == null ? Set.of() : Set.of(before));
      String filled = siblings.fresh();
      String next = siblings.fresh();
      try {
        fill(folder, filled, files);
        folder.createLink(next, filled);
        reached.accept(Step.WRITTEN);
        folder.move(next, place.name());
      } catch (IOException e) {
        folder.discard(next);
        folder.discard(filled);
        throw e;
      }
      folder.force();
    }
  }

  /** Removes {@code link} and all folders it led to, unless it is not the broker's own. */
  static void remove(Path link) throws IOException {
    SafePath.Place place = SafePath.find(link, false);
    try (OpenFolder folder = OpenFolder.of(place)) {
      if (mayReplace(folder, place.name())) {
        if (folder.look(place.name()) != null) {
          folder.delete(place.name());
        }
        new Siblings(place.name()).sweep(folder, Set.of());
        folder.force();
      }
    }
  }

  private static void fill(OpenFolder parent, String name, Map<String, byte[]> files)
      throws IOException {
    try (OpenFolder folder = parent.createFolder(name)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        folder.create(file.getKey(), file.getValue());
      }
      folder.force();
    }
  }

  /** The name of the folder that {@code name} leads to; null if it leads to none of its own. */
  private static @Nullable String current(OpenFolder folder, String name) throws IOException {
    PosixFileAttributes entry = folder.look(name);
    if (entry == null || !entry.isSymbolicLink() || !folder.owns(entry)) {
      return null;
    }
    String target = folder.target(name);
    return new Siblings(name).named(target) ? target : null;
  }
}
