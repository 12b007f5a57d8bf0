package dev.stsbroker.sink;

import dev.stsbroker.sink.FilePlace.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import org.jspecify.annotations.Nullable;

/**
 * The open folder of one file that lines are added to, and of its older ones, which are called by
 * the same name and an ending. Keeps the rules of credential files: no folder that others can
 * write, no symlink of another user, no file of another user. Blocks.
 */
public final class OwnFolder implements Closeable {
  /** How far back the end of a line is looked for. */
  private static final int LONGEST_LINE = 64 * 1024;

  private final OpenFolder folder;
  private final String name;

  private OwnFolder(OpenFolder folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /**
   * The folder that the file {@code path}, which is absolute, is in, or what it leads to.
   *
   * @throws IOException if others have a hand in it
   */
  public static OwnFolder of(Path path) throws IOException {
    SafePath.Place place = SafePath.find(path, true);
    return new OwnFolder(OpenFolder.of(place), place.name());
  }

  /** What keeps lines from being added to a file {@code path}; null if nothing does. */
  public static @Nullable Problem problem(Path path) {
    Path parent = FilePlace.folder(path);
    if (path.getFileName() == null || !Files.isDirectory(parent)) {
      return new Problem("its folder does not exist (expected: a file in a folder that exists)");
    }
    try (OwnFolder folder = of(path)) {
      folder.check();
      return Files.isWritable(folder.folder.path())
          ? null
          : new Problem("cannot be kept there: " + SinkCause.DENIED.sentence());
    } catch (SinkException e) {
      return new Problem("cannot be kept there: " + e.sentence(), e.namesFolder());
    } catch (IOException e) {
      return new Problem("cannot be looked at: " + SinkCause.of(e, parent).sentence());
    }
  }

  /** What is there by the file's name, if it is fit to be added to; null if nothing is. */
  private @Nullable PosixFileAttributes check() throws IOException {
    PosixFileAttributes there = folder.look(name);
    if (there == null) {
      return null;
    }
    if (!there.isRegularFile()) {
      throw new SinkException(SinkCause.UNSAFE, "what is there is no file");
    }
    if (!folder.owns(there)) {
      throw new SinkException(SinkCause.UNSAFE, "the file that is there belongs to another user");
    }
    if (there.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new SinkException(
          SinkCause.UNSAFE, "other users can write to the file (expected: chmod 0600)");
    }
    return there;
  }

  /** Opens the file to add to it; makes it, for its owner alone, if it is not there. */
  public FileChannel append() throws IOException {
    return folder.append(name, check() == null);
  }

  /** What is behind the end of the file's last line; empty for no file. */
  public byte[] unended() throws IOException {
    PosixFileAttributes there = check();
    return there == null ? new byte[0] : folder.unended(name, there.size(), LONGEST_LINE);
  }

  /** What tells the file from every other; null if there is none. */
  public @Nullable Object key() throws IOException {
    PosixFileAttributes there = folder.look(name);
    return there == null ? null : there.fileKey();
  }

  /** Whether the file is the one with {@code key}. */
  public boolean has(@Nullable Object key) throws IOException {
    return key != null && key.equals(key());
  }

  /** Gives the file with the one ending the other; does nothing if it is not there. */
  public void move(String from, String to) throws IOException {
    if (folder.look(name + from) != null) {
      folder.move(name + from, name + to);
    }
  }

  /** Removes the file with {@code ending}, if it is there and the broker's own. */
  public void remove(String ending) throws IOException {
    PosixFileAttributes there = folder.look(name + ending);
    if (there != null && there.isRegularFile() && folder.owns(there)) {
      folder.delete(name + ending);
    }
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
