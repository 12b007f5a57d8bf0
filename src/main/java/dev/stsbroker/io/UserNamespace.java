package dev.stsbroker.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;

/** The user namespace of this process (user_namespaces(7)), as {@code /proc} tells. */
public final class UserNamespace {
  private static final Path OVERFLOW = Path.of("/proc/sys/kernel/overflowuid");
  private static final Path MAP = Path.of("/proc/self/uid_map");

  /** The kernel's number for all users that a namespace does not have, unless it is set. */
  private static final long USUAL_OVERFLOW = 65534;

  private static final String ALL = "0 0 4294967295";

  private UserNamespace() {}

  /**
   * Whether {@code uid} may stand for any of the users that this namespace does not have, so that
   * nobody is known by it. Blocks.
   */
  public static boolean hides(long uid) {
    return uid == overflow() && !hasAllUsers();
  }

  private static long overflow() {
    try {
      return Long.parseLong(Files.readString(OVERFLOW).strip());
    } catch (IOException | NumberFormatException e) {
      return USUAL_OVERFLOW;
    }
  }

  private static boolean hasAllUsers() {
    try {
      StringTokenizer fields = new StringTokenizer(Files.readString(MAP));
      StringBuilder map = new StringBuilder();
      while (fields.hasMoreTokens()) {
        map.append(map.isEmpty() ? "" : " ").append(fields.nextToken());
      }
      return map.toString().equals(ALL);
    } catch (IOException e) {
      return false;
    }
  }
}
