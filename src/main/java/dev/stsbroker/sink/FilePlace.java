package dev.stsbroker.sink;

import static java.util.Objects.requireNonNull;

import dev.stsbroker.io.FileStatus;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves where a file really is, and finds what is wrong with that place. Blocks. */
public final class FilePlace {
  private FilePlace() {}

  /**
   * What keeps a file of {@code format} from being at {@code path}, for a person; null if nothing
   * does.
   */
  public static @Nullable Problem problem(SinkFormat format, Path path) {
    Path name = path.getFileName();
    if (name == null || !Files.isDirectory(folder(path))) {
      return new Problem("its folder does not exist (expected: a file in a folder that exists)");
    }
    try {
      SafePath.Place place = SafePath.find(path, !format.folder());
      try (OpenFolder folder = OpenFolder.of(place)) {
        return problem(format, folder, place.name());
      }
    } catch (SinkException e) {
      return new Problem("cannot be kept there: " + e.sentence(), e.namesFolder());
    } catch (IOException e) {
      return new Problem("cannot be looked at: " + SinkCause.of(e, folder(path)).sentence());
    }
  }

  private static @Nullable Problem problem(SinkFormat format, OpenFolder folder, String entry)
      throws IOException {
    if (format.folder()) {
      return LinkedFolder.mayReplace(folder, entry)
          ? null
          : new Problem("is there already (expected: a path that is free, for a folder of files)");
    }
    return OwnText.mayReplace(folder, entry)
        ? null
        : new Problem(
            "is there already and was not written by sts-broker, or was changed since (expected: a"
                + " path that is free: move it away, since the whole file would be replaced)");
  }

  /**
   * What is wrong with a place.
   *
   * @param sentence one sentence for a person
   * @param namesFolder whether it has a folder's path
   */
  public record Problem(String sentence, boolean namesFolder) {
    Problem(String sentence) {
      this(sentence, false);
    }

    @Override
    public String toString() {
      return sentence;
    }
  }

  /** Whether users other than the owner may put another file in the place of {@code path}. */
  public static boolean open(Path path) {
    try {
      Set<PosixFilePermission> modes = Files.getPosixFilePermissions(folder(path));
      return modes.contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * The file that is replaced when {@code path} is written: the one a symlink leads to, where it is
   * one, so that the link stays. Two paths are one file if they have one place.
   */
  public static Path of(SinkFormat format, Path path) throws IOException {
    return format.folder() ? ofLink(path) : followed(path);
  }

  /** The place of {@code path} itself, be it a symlink or not. */
  static Path ofLink(Path path) throws IOException {
    return folder(path).toRealPath().resolve(requireNonNull(path.getFileName()));
  }

  /** The place of {@code path}, or of what it leads to. */
  static Path followed(Path path) throws IOException {
    Path at = path;
    for (int links = 0; links < FileStatus.MOST_LINKS; links++) {
      Path place = ofLink(at);
      if (!Files.isSymbolicLink(place)) {
        return place;
      }
      at = folder(place).resolve(Files.readSymbolicLink(place));
    }
    throw new FileSystemLoopException(path.toString());
  }

  /** The folder that {@code path}, which is absolute, is in; the root is in itself. */
  static Path folder(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }
}
