package dev.stsbroker.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * The status of a path, as the system has it: a file, a folder, or a symlink, which is not
 * followed.
 *
 * @param link whether it is a symlink
 * @param folder whether it is a folder
 * @param mode its permissions and the bits above them
 * @param user number of the user it belongs to
 * @param group number of the group it belongs to
 * @param key tells it from every other file
 */
public record FileStatus(boolean link, boolean folder, int mode, int user, int group, Object key) {
  /** The number of the user who may change everything. */
  public static final int ROOT = 0;

  /** No more symlinks are followed on one way, as Linux has it. */
  public static final int MOST_LINKS = 40;

  private static final int STICKY = 01000;
  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final int PERMISSIONS = 07777;
  private static final String ATTRIBUTES = "unix:isSymbolicLink,isDirectory,mode,uid,gid,fileKey";

  /**
   * Looks at {@code path}. Blocks.
   *
   * @throws UnsupportedOperationException or {@link IllegalArgumentException} where files have no
   *     owners and modes
   */
  public static FileStatus of(Path path) throws IOException {
    Map<String, Object> found = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    return new FileStatus(
        Boolean.TRUE.equals(found.get("isSymbolicLink")),
        Boolean.TRUE.equals(found.get("isDirectory")),
        number(found, "mode") & PERMISSIONS,
        number(found, "uid"),
        number(found, "gid"),
        Objects.requireNonNullElse(found.get("fileKey"), ""));
  }

  private static int number(Map<String, Object> found, String name) {
    return found.get(name) instanceof Integer number ? number : 0;
  }

  /** Whether it belongs to {@code user} or to root. */
  public boolean belongsTo(int user) {
    return this.user == user || this.user == ROOT;
  }

  /** Whether only owners may replace what lies in this folder. */
  public boolean sticky() {
    return (mode & STICKY) != 0;
  }

  /** Whether its group may write; nobody writes a symlink. */
  public boolean groupWrites() {
    return !link && (mode & GROUP_WRITES) != 0;
  }

  /** Whether everybody may write; nobody writes a symlink. */
  public boolean othersWrite() {
    return !link && (mode & OTHERS_WRITE) != 0;
  }

  /** Its mode as {@code chmod} takes it. */
  public String octal() {
    return String.format("%04o", mode);
  }

  /** The same without what lets others write. */
  public String closed() {
    return String.format("%04o", mode & ~(GROUP_WRITES | OTHERS_WRITE));
  }
}
