package dev.stsbroker.app;

import dev.stsbroker.config.LoadedConfig;
import dev.stsbroker.source.key.OfflineReading;
import dev.stsbroker.source.key.SourceSettings;
import java.nio.file.Path;
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
      String path = "identities." + identity.name() + ": ";
      String place = loaded.lines().of("identities", identity.name());
      check.add(
          identity.name(),
          reading.of(identity),
          said -> {
            Path file = said.file();
            String shown = file == null ? place : shown(loaded, identity, file) + ":" + said.line();
            return shown + ": " + path + said.sentence();
          });
    }
    return check;
  }

  private void add(
      String name, OfflineReading.Outcome outcome, Function<OfflineReading.Said, String> line) {
    OfflineReading.Said warning = outcome.warning();
    outcome.problems().stream().map(line).forEach(problems::add);
    if (warning != null) {
      warnings.add(line.apply(warning));
    } else if (!outcome.read()) {
      unread.add(name);
    }
  }

  /** The file as the configuration's own path leads to it, or as it is written there. */
  private static String shown(LoadedConfig loaded, SourceSettings identity, Path file) {
    return identity.written().containsKey(file) ? identity.shown(file) : loaded.lines().shown(file);
  }
}
