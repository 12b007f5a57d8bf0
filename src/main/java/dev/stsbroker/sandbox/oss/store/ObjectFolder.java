package dev.stsbroker.sandbox.oss.store;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The folder that objects are in, of mode 0700, and how much of it is used. It is made with the
 * first file, so that a cloud to which nobody writes needs no disk. Safe to use from any thread.
 */
public final class ObjectFolder {
  private static final String PREFIX = "sts-broker-sandbox-";
  private static final long MIB = 1024 * 1024;

  private final Path parent;
  private final long capacity;
  private final Executor eraser;
  private @Nullable Path folder;
  private boolean removed;
  private long files;
  private long used;

  /**
   * Nothing is made yet.
   *
   * @param parent where the folder is made
   * @param capacity the most bytes of all objects and parts together
   * @param eraser deletes files, which blocks
   */
  public ObjectFolder(Path parent, long capacity, Executor eraser) {
    this.parent = parent;
    this.capacity = capacity;
    this.eraser = eraser;
  }

  /** The number of a new file; blocks the first time. */
  synchronized long next() throws IOException {
    if (removed) {
      throw new IOException("the sandbox has stopped");
    }
    if (folder == null) {
      var mode = PosixFilePermissions.fromString("rwx------");
      folder =
          Files.createTempDirectory(parent, PREFIX, PosixFilePermissions.asFileAttribute(mode));
    }
    files++;
    return files;
  }

  /** Where a file of {@link #next()} is. */
  synchronized Path path(long number) throws IOException {
    if (folder == null) {
      throw new IOException("the sandbox has stopped");
    }
    return folder.resolve(Long.toString(number));
  }

  /** Throws {@link OssRefusal} if {@code bytes} more do not fit. */
  public synchronized void requireRoom(long bytes) {
    if (bytes > capacity - used) {
      throw OssError.FULL.refusal(capacity / MIB);
    }
  }

  /** Counts {@code bytes} more; throws {@link OssRefusal} if they do not fit. */
  synchronized void reserve(int bytes) {
    requireRoom(bytes);
    used += bytes;
  }

  /** Has a file deleted whose bytes were reserved. */
  void erase(long number, long bytes) {
    synchronized (this) {
      used -= bytes;
      if (removed) {
        return;
      }
    }
    eraser.execute(() -> delete(number));
  }

  private void delete(long number) {
    try {
      Files.deleteIfExists(path(number));
    } catch (IOException e) {
      // The file is deleted with the folder.
    }
  }

  /** How many bytes are used. */
  public synchronized long used() {
    return used;
  }

  /** Deletes the folder and what is in it; blocks. Nothing can be written afterwards. */
  public synchronized void remove() throws IOException {
    removed = true;
    Path before = folder;
    folder = null;
    if (before == null) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(before)) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(before);
  }
}
