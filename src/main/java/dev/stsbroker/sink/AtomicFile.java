package dev.stsbroker.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that readers find whole at any time: the old one, then the new one. It is on disk before
 * it takes the old one's place, and nobody but its owner can open it at any moment.
 */
final class AtomicFile {
  private static final Set<PosixFilePermission> OWNER_ALONE =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private AtomicFile() {}

  /** Replaces {@code path}, or what it leads to, by {@code content}. */
  static void write(Path path, byte[] content) throws IOException {
    Path target = FilePlace.followed(path);
    if (!OwnText.mayReplace(target)) {
      throw new SinkException(SinkCause.FOREIGN);
    }
    Siblings siblings = new Siblings(target);
    siblings.sweep(Set.of());
    Path next = siblings.fresh();
    try {
      create(next, content);
      Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Siblings.remove(next);
      throw e;
    }
    force(FilePlace.folder(target));
  }

  /** Makes {@code file}, which must not be there, and waits until it is on disk. */
  static void create(Path file, byte[] content) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel =
        FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(OWNER_ALONE))) {
      // The umask may have taken rights away from the owner.
      Files.setPosixFilePermissions(file, OWNER_ALONE);
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /**
   * Has the names in {@code folder} written to disk, where the system can do that. If not, what
   * readers see is right all the same, and after a power failure a session is had anew.
   */
  static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // As said above.
    }
  }

  /** Removes {@code path}, or what it leads to, unless it is not the broker's own. */
  static void remove(Path path) throws IOException {
    Path target = FilePlace.followed(path);
    if (OwnText.mayReplace(target)) {
      Files.deleteIfExists(target);
      force(FilePlace.folder(target));
    }
  }
}
