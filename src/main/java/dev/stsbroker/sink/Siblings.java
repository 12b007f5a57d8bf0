package dev.stsbroker.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files beside a target that the broker makes on the way to it. They are in the target's own
 * folder, since a rename is atomic within one file system alone, and begin with a dot.
 */
final class Siblings {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES = 8;

  private final Path folder;
  private final String prefix;
  private final Pattern names;

  /**
   * @param target has a folder
   */
  Siblings(Path target) {
    this.folder = FilePlace.folder(target);
    this.prefix = "." + target.getFileName() + ".sts-broker-";
    this.names = Pattern.compile(Pattern.quote(prefix) + "[0-9a-f]{" + 2 * RANDOM_BYTES + "}");
  }

  /** One that is not there yet. */
  Path fresh() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return folder.resolve(prefix + HexFormat.of().formatHex(bytes));
  }

  /** Whether {@code name} is that of one. */
  boolean named(String name) {
    return names.matcher(name).matches();
  }

  /**
   * Removes all but those called as in {@code keep}: whoever made them was stopped in between, for
   * a target is written by one thread at a time.
   */
  void sweep(Set<String> keep) {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> named(file.getFileName().toString()))
          .filter(file -> !keep.contains(file.getFileName().toString()))
          .toList()
          .forEach(Siblings::remove);
    } catch (IOException | UncheckedIOException e) {
      // What cannot be listed can be written all the same.
    }
  }

  /** Removes a file, a symlink or a folder of files, if it is there and can be removed. */
  static void remove(Path file) {
    try {
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        children(file).forEach(Siblings::remove);
      }
      Files.deleteIfExists(file);
    } catch (IOException | UncheckedIOException e) {
      // The next sweep tries again.
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
