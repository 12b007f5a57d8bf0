package dev.stsbroker.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Several files that change together: a symlink to a folder of them, of which a new one takes the
 * place of the old in one step. The folder before it stays until the next change, for readers who
 * are in it.
 */
final class LinkedFolder {
  private LinkedFolder() {}

  /** Whether nothing is at {@code link}, or a symlink of this kind. */
  static boolean mayReplace(Path link) throws IOException {
    Path place = FilePlace.ofLink(link);
    return !Files.exists(place, LinkOption.NOFOLLOW_LINKS) || current(place) != null;
  }

  /** Lets {@code link} lead to {@code files}, by name. */
  static void write(Path link, Map<String, byte[]> files) throws IOException {
    if (!mayReplace(link)) {
      throw new SinkException(SinkCause.FOREIGN);
    }
    Path place = FilePlace.ofLink(link);
    String before = current(place);
    Siblings siblings = new Siblings(place);
    siblings.sweep(before == null ? Set.of() : Set.of(before));
    Path folder = siblings.fresh();
    Path next = siblings.fresh();
    try {
      fill(folder, files);
      Files.createSymbolicLink(next, folder.getFileName());
      Files.move(next, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Siblings.remove(next);
      Siblings.remove(folder);
      throw e;
    }
    AtomicFile.force(FilePlace.folder(place));
  }

  /** Removes {@code link} and all folders it led to, unless it is not the broker's own. */
  static void remove(Path link) throws IOException {
    if (mayReplace(link)) {
      Path place = FilePlace.ofLink(link);
      Files.deleteIfExists(place);
      new Siblings(place).sweep(Set.of());
      AtomicFile.force(FilePlace.folder(place));
    }
  }

  private static void fill(Path folder, Map<String, byte[]> files) throws IOException {
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      AtomicFile.create(folder.resolve(file.getKey()), file.getValue());
    }
    AtomicFile.force(folder);
  }

  /** The name of the folder that {@code place} leads to; null if it leads to none of its own. */
  private static @Nullable String current(Path place) throws IOException {
    if (!Files.isSymbolicLink(place)) {
      return null;
    }
    String name = Files.readSymbolicLink(place).toString();
    return new Siblings(place).named(name) ? name : null;
  }
}
