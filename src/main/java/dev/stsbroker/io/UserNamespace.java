package dev.stsbroker.io;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;

/** The user namespace of this process (user_namespaces(7)), as {@code /proc} tells. */
public final class UserNamespace {
  private static final Path OVERFLOW = Path.of("/proc/sys/kernel/overflowuid");
  private static final Path MAP = Path.of("/proc/self/uid_map");
  private static final Path GROUP_OVERFLOW = Path.of("/proc/sys/kernel/overflowgid");
  private static final Path GROUP_MAP = Path.of("/proc/self/gid_map");

  /** The kernel's number for all users that a namespace does not have, unless it is set. */
  private static final long USUAL_OVERFLOW = 65534;

  private static final int SETTING_BYTES = 64;

  private static final String ALL = "0 0 4294967295";

  /** No user's or group's number. */
  public static final long NONE = -1;

  private UserNamespace() {}

  /**
   * The number that stands for all users that this namespace does not have; {@link #NONE} where it
   * has all. Stays the same while this process lives, unless root changes the machine's setting.
   * Blocks.
   */
  public static long hiddenUser() {
    return hasAll(MAP) ? NONE : overflow(OVERFLOW);
  }

  /** Likewise for groups. */
  public static long hiddenGroup() {
    return hasAll(GROUP_MAP) ? NONE : overflow(GROUP_OVERFLOW);
  }

  /**
   * Whether {@code uid} may stand for any of the users that this namespace does not have, so that
   * nobody is known by it. Blocks.
   */
  public static boolean hides(long uid) {
    return uid == overflow(OVERFLOW) && !hasAll(MAP);
  }

  static long overflow(Path setting) {
    try {
      // The kernel gives such a number to the first read alone, and Files reads one byte at first.
      return Long.parseLong(new String(SmallFile.read(setting, SETTING_BYTES), US_ASCII).strip());
    } catch (IOException | NumberFormatException e) {
      return USUAL_OVERFLOW;
    }
  }

  private static boolean hasAll(Path numbers) {
    try {
      StringTokenizer fields = new StringTokenizer(Files.readString(numbers));
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
