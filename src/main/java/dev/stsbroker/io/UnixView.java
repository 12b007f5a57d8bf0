package dev.stsbroker.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The user of this process, and the mounts and groups that it sees. Blocks.
 *
 * @param user the user this process acts as, a number
 * @param mounts in the form of {@code /proc/self/mountinfo} (proc_pid_mountinfo(5))
 * @param groups in the form of {@code /etc/group}; may be absent
 */
record UnixView(int user, Path mounts, Path groups) {
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  /** As the kernel tells; fails where there is no /proc. */
  static UnixView ofThisProcess() throws IOException {
    return new UnixView(
        ProcessUser.number(), Path.of("/proc/self/mountinfo"), Path.of("/etc/group"));
  }

  /**
   * Where the mount begins that {@code path}, which is without links, is on; null if it is mounted
   * for writing.
   */
  @Nullable Path readOnlyMount(Path path) throws IOException {
    Path nearest = null;
    boolean readOnly = false;
    for (String line : Files.readAllLines(mounts, ISO_8859_1)) {
      String[] fields = line.split(" ", -1);
      if (fields.length < 6) {
        continue;
      }
      Path mount = Path.of(unescaped(fields[4]));
      boolean near = nearest == null || mount.getNameCount() >= nearest.getNameCount();
      if (near && path.startsWith(mount)) {
        nearest = mount;
        readOnly = readOnly(fields[5]) || readOnly(fields[fields.length - 1]);
      }
    }
    return readOnly ? nearest : null;
  }

  /** Whether the group's line names members, beside the user whose own group it is. */
  boolean hasMembers(int group) throws IOException {
    List<String> lines = Files.exists(groups) ? Files.readAllLines(groups, ISO_8859_1) : List.of();
    for (String line : lines) {
      String[] fields = line.split(":", -1);
      if (fields.length > 3 && fields[2].equals(String.valueOf(group))) {
        return Arrays.stream(fields[3].split(",", -1))
            .map(String::strip)
            .anyMatch(member -> !member.isEmpty() && !member.equals(fields[0]));
      }
    }
    return false;
  }

  private static boolean readOnly(String options) {
    return Arrays.asList(options.split(",", -1)).contains("ro");
  }

  /** A blank is written as {@code \040}. */
  private static String unescaped(String field) {
    byte[] bytes =
        OCTAL
            .matcher(field)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(found.group(1), 8))))
            .getBytes(ISO_8859_1);
    return new String(bytes, UTF_8);
  }
}
