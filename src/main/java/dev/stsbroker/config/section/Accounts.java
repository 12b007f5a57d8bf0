package dev.stsbroker.config.section;

import dev.stsbroker.access.kernel.UserIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The users and groups that a machine has by name. Read anew each time.
 *
 * @param passwd a file in the form of passwd(5)
 * @param group a file in the form of group(5)
 */
public record Accounts(Path passwd, Path group) {
  /** Those of this machine. */
  public static Accounts ofMachine() {
    return new Accounts(Path.of("/etc/passwd"), Path.of("/etc/group"));
  }

  /** Numbers by name, of {@code file}, one of the two. */
  static Map<String, Long> numbers(Path file) throws IOException {
    return UserIds.byName(file);
  }
}
