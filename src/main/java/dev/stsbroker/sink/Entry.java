package dev.stsbroker.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a path; of a symlink its own, not those of its target.
 *
 * @param link whether it is a symlink
 * @param folder whether it is a folder
 * @param mode its permissions and the bits above them
 * @param owner number of the user it belongs to
 * @param group number of the group it belongs to
 * @param key tells it from every other file
 */
record Entry(boolean link, boolean folder, int mode, int owner, int group, Object key) {
  private static final int ROOT = 0;
  private static final int STICKY = 01000;
  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final int PERMISSIONS = 07777;

  /** Looks at {@code path}; null if nothing is there. Throws where there are no such notions. */
  static @Nullable Entry of(Path path) throws IOException {
    try {
      Map<String, Object> found =
          Files.readAttributes(
              path,
              "unix:isSymbolicLink,isDirectory,mode,uid,gid,fileKey",
              LinkOption.NOFOLLOW_LINKS);
      return new Entry(
          Boolean.TRUE.equals(found.get("isSymbolicLink")),
          Boolean.TRUE.equals(found.get("isDirectory")),
          number(found, "mode") & PERMISSIONS,
          number(found, "uid"),
          number(found, "gid"),
          Objects.requireNonNull(found.get("fileKey")));
    } catch (NoSuchFileException e) {
      return null;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      throw new SinkException(SinkCause.UNSUPPORTED);
    }
  }

  private static int number(Map<String, Object> found, String name) {
    return Objects.requireNonNull((Integer) found.get(name));
  }

  /** Whether no third user may do with it what they like. */
  boolean belongsTo(ThisUser user) {
    return owner == user.id() || owner == ROOT;
  }

  /** Whether users other than {@code user} may put entries in the place of its own in there. */
  boolean open(ThisUser user) {
    // The group of that number is the user's alone where each has one of its own.
    boolean alone = owner == user.id() && group == user.id();
    boolean written = (mode & OTHERS_WRITE) != 0 || ((mode & GROUP_WRITES) != 0 && !alone);
    return written && (mode & STICKY) == 0;
  }

  /** Its permissions as {@code chmod} takes them. */
  String octal() {
    return String.format("%04o", mode);
  }
}
