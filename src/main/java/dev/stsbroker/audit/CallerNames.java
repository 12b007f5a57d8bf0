package dev.stsbroker.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.io.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of users, processes and containers, as far as this process can see them. Used on one
 * thread. Blocks.
 */
final class CallerNames {
  /** Of {@code /etc/passwd}. */
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  /** Names of users that are remembered. */
  private static final int MOST_NAMES = 1_000;

  /** Of a process's files. */
  private static final int MOST_PROCESS_BYTES = 16 * 1024;

  private static final int NAME = 0;
  private static final int UID = 2;

  /** Docker, containerd, CRI-O and Podman name a container's group by its id. */
  private static final Pattern CONTAINER = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

  private final Path passwd;
  private final Path proc;
  private final Map<Long, String> users =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
          return size() > MOST_NAMES;
        }
      };
  private @Nullable FileTime read;

  /** Those of this machine. */
  CallerNames() {
    this(Path.of("/etc/passwd"), Path.of("/proc"));
  }

  CallerNames(Path passwd, Path proc) {
    this.passwd = passwd;
    this.proc = proc;
  }

  /** The name of a user; null if it has none here. */
  @Nullable String user(long uid) {
    try {
      FileTime changed = Files.getLastModifiedTime(passwd);
      if (!changed.equals(read)) {
        users.clear();
        read = changed;
      }
      String name = users.get(uid);
      if (name == null) {
        name = found(String.valueOf(uid));
        users.put(uid, name);
      }
      return name.isEmpty() ? null : name;
    } catch (IOException e) {
      return null;
    }
  }

  private String found(String uid) throws IOException {
    return new String(SmallFile.read(passwd, MOST_BYTES), UTF_8)
        .lines()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > UID && fields[UID].equals(uid))
        .map(fields -> fields[NAME])
        .findFirst()
        .orElse("");
  }

  /** What a process calls itself, which is its own word; null if it is gone. */
  @Nullable String process(long pid) {
    String text = text(pid, "comm");
    return text == null || text.isEmpty() ? null : text.stripTrailing();
  }

  /** The id of the innermost container that a process is in; null if it is in none that shows. */
  @Nullable String container(long pid) {
    String text = text(pid, "cgroup");
    if (text == null) {
      return null;
    }
    String last = null;
    Matcher ids = CONTAINER.matcher(text);
    while (ids.find()) {
      last = ids.group();
    }
    return last;
  }

  private @Nullable String text(long pid, String file) {
    try {
      Path path = proc.resolve(String.valueOf(pid)).resolve(file);
      return new String(SmallFile.read(path, MOST_PROCESS_BYTES), UTF_8);
    } catch (IOException e) {
      return null;
    }
  }
}
