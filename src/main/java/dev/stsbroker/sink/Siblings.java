package dev.stsbroker.sink;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of the temporary files that the broker makes beside a target. They are in the target's
 * own folder, since a rename is atomic within one file system alone, and begin with a dot.
 */
final class Siblings {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES = 8;

  private final String prefix;
  private final Pattern names;

  /**
   * @param target the target's name
   */
  Siblings(String target) {
    this.prefix = "." + target + ".sts-broker-";
    this.names = Pattern.compile(Pattern.quote(prefix) + "[0-9a-f]{" + 2 * RANDOM_BYTES + "}");
  }

  /** The name of one that is not there yet. */
  String fresh() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return prefix + HexFormat.of().formatHex(bytes);
  }

  /** Whether {@code name} is that of one. */
  boolean named(String name) {
    return names.matcher(name).matches();
  }

  /**
   * Removes all in {@code folder} but those called as in {@code keep}: whoever made them was
   * stopped in between, for a target is written by one thread at a time.
   */
  void sweep(OpenFolder folder, Set<String> keep) {
    try {
      folder.names().stream()
          .filter(this::named)
          .filter(name -> !keep.contains(name))
          .forEach(folder::discard);
    } catch (IOException e) {
      // A folder that cannot be listed may still be writable.
    }
  }
}
