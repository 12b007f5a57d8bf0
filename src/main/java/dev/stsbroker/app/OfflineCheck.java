package dev.stsbroker.app;

import dev.stsbroker.config.LoadedConfig;
import dev.stsbroker.source.OfflineReading;
import dev.stsbroker.source.SourceSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of reading the key, secret and token files of a configuration's identities, without
 * asking anybody.
 *
 * @param problems why identities cannot be used, one sentence each with its path
 * @param warnings what may be different where or when the broker runs, in the same form
 * @param unread names of identities of which there is nothing to read here
 */
public record OfflineCheck(List<String> problems, List<String> warnings, List<String> unread) {

  /**
   * Reads the files and variables of all identities. Blocks.
   *
   * @param loaded the configuration, with where its settings are written
   * @param environment looks up an environment variable; null where it is not set
   */
  public static OfflineCheck of(
      LoadedConfig loaded, Function<String, @Nullable String> environment, Instant now) {
    OfflineReading reading = new OfflineReading(environment, now);
    OfflineCheck check = new OfflineCheck(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (SourceSettings identity : loaded.broker().identities()) {
      String place = loaded.lines().of("identities", identity.name());
      check.add(place, identity.name(), reading.of(identity));
    }
    return check;
  }

  private void add(String place, String name, OfflineReading.Outcome outcome) {
    String path = place + ": identities." + name + ": ";
    if (outcome.problem() != null) {
      problems.add(path + outcome.problem());
    } else if (outcome.warning() != null) {
      warnings.add(path + outcome.warning());
    } else if (!outcome.read()) {
      unread.add(name);
    }
  }
}
