package dev.stsbroker.cli.policy;

import dev.stsbroker.policy.preset.Preset;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** A preset that ships with the broker, as it is named on the command line. */
final class PolicyPreset {
  private PolicyPreset() {}

  /** The preset; throws {@link IllegalArgumentException} with the names there are. */
  static Preset named(String name) {
    return Preset.named(name).orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  /** That there is none, and which there are. */
  static String unknown(String name) {
    return "no preset is called %s (expected one of: %s)"
        .formatted(name, String.join(", ", Preset.names()));
  }

  /** The names, to complete from. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      List<String> names = Preset.names();
      return Collections.unmodifiableList(names).iterator();
    }
  }
}
