package dev.stsbroker.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that only this process's user can use a file with a key in it: the owner is that user or
 * root, and nobody else may read or write it. On file systems without owners and modes every file
 * passes. Blocks.
 */
public final class FileGuard {
  private static final String UID = "unix:uid";
  private static final int ROOT = 0;

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private FileGuard() {}

  /** What lays {@code file} open to others, for a person; null if nothing does, or it is absent. */
  public static @Nullable String problem(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
        return "mode " + octal(permissions) + " lets other users change it (expected: chmod 0600)";
      }
      if (!OWNERS.containsAll(permissions)) {
        return "mode "
            + octal(permissions)
            + " opens it to other users (expected: 0600 or 0400, or allowOthers: true; Kubernetes"
            + " mounts secrets 0644 unless defaultMode says otherwise)";
      }
      return foreignOwner(file);
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  /** The mode of {@code file} if other users may read or write it; null if they may not. */
  public static @Nullable String openMode(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return OWNERS.containsAll(permissions) ? null : octal(permissions);
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  private static @Nullable String foreignOwner(Path file) {
    try {
      int owner = (int) Files.getAttribute(file, UID);
      int own = ProcessUser.number();
      return owner == own || owner == ROOT
          ? null
          : "belongs to user %d (expected: user %d%s)"
              .formatted(owner, own, own == ROOT ? "" : " or root");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return null;
    }
  }

  private static String octal(Set<PosixFilePermission> permissions) {
    int bits = 0;
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      bits = bits << 1 | (permissions.contains(permission) ? 1 : 0);
    }
    return String.format("0%03o", bits);
  }
}
