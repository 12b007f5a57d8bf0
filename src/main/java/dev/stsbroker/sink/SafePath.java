package dev.stsbroker.sink;

import dev.stsbroker.io.FileStatus;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path on which nobody but this process's user and root can change anything: each folder belongs
 * to one of them and is not writable by others, or is sticky, and each symlink belongs to one of
 * them. Checked from the root on, so that what was checked cannot change afterwards. Blocks.
 */
final class SafePath {
  private final ThisUser user;
  private final boolean throughLast;
  private final Deque<Path> left = new ArrayDeque<>();
  private Path at;
  private int links;

  private SafePath(Path path, boolean throughLast) throws IOException {
    this.user = ThisUser.find();
    this.throughLast = throughLast;
    this.at = root(path);
    path.forEach(left::add);
  }

  /**
   * Where {@code path}, which is absolute, really is.
   *
   * @param throughLast whether a symlink at the very end is followed as well
   * @throws SinkException if others can lead it elsewhere; says where and what to do
   */
  static Place find(Path path, boolean throughLast) throws IOException {
    return new SafePath(path, throughLast).walk();
  }

  private Place walk() throws IOException {
    enter(at, looked(at));
    while (!left.isEmpty()) {
      Path name = left.pop();
      if (name.toString().equals("..")) {
        at = at.getParent() == null ? at : at.getParent();
      } else if (!name.toString().isEmpty() && !name.toString().equals(".")) {
        Path next = at.resolve(name);
        FileStatus entry = look(next);
        boolean last = left.isEmpty();
        if (entry != null && entry.link() && (throughLast || !last)) {
          follow(next, entry);
        } else if (last) {
          return new Place(at, name.toString(), looked(at).key());
        } else {
          enter(next, looked(next));
        }
      }
    }
    throw new NoSuchFileException(at.toString());
  }

  /** What is at {@code path}; null if nothing is. */
  private static @Nullable FileStatus look(Path path) throws IOException {
    try {
      return FileStatus.of(path);
    } catch (NoSuchFileException e) {
      return null;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      throw new SinkException(SinkCause.UNSUPPORTED);
    }
  }

  private static FileStatus looked(Path path) throws IOException {
    FileStatus entry = look(path);
    if (entry == null) {
      throw new NoSuchFileException(path.toString());
    }
    return entry;
  }

  private void enter(Path folder, FileStatus entry) throws IOException {
    if (!entry.folder()) {
      throw new NotDirectoryException(folder.toString());
    }
    if (!entry.belongsTo(user.id())) {
      throw new SinkException(SinkCause.UNSAFE, belongs(folder, entry));
    }
    if (open(entry)) {
      throw new SinkException(
          SinkCause.UNSAFE,
          "other users can write to "
              + folder
              + ", mode "
              + entry.octal()
              + " (expected: chmod go-w, or chmod +t)");
    }
    at = folder;
  }

  /** Whether others may put entries in the place of the broker's own in there. */
  private boolean open(FileStatus folder) {
    // The group of that number is the user's alone where each has one of its own.
    boolean alone = folder.user() == user.id() && folder.group() == user.id();
    boolean written = folder.othersWrite() || (folder.groupWrites() && !alone);
    return written && !folder.sticky();
  }

  private void follow(Path link, FileStatus entry) throws IOException {
    if (!entry.belongsTo(user.id())) {
      throw new SinkException(SinkCause.UNSAFE, "the symlink " + belongs(link, entry));
    }
    links++;
    if (links > FileStatus.MOST_LINKS) {
      throw new FileSystemLoopException(link.toString());
    }
    Path target = Files.readSymbolicLink(link);
    List<Path> names = new ArrayList<>();
    target.forEach(names::add);
    for (int i = names.size() - 1; i >= 0; i--) {
      left.push(names.get(i));
    }
    if (target.isAbsolute()) {
      at = root(target);
    }
  }

  private String belongs(Path path, FileStatus entry) {
    return path + " belongs to user " + entry.user() + " (expected: user " + user.id() + " or 0)";
  }

  private static Path root(Path path) {
    Path root = path.getRoot();
    if (root == null) {
      throw new IllegalArgumentException(path + " (expected: an absolute path)");
    }
    return root;
  }

  /**
   * The end of a way.
   *
   * @param folder without symlinks
   * @param name in it, be it there or not
   * @param key tells the folder from every other
   */
  record Place(Path folder, String name, Object key) {
    Path path() {
      return folder.resolve(name);
    }
  }
}
