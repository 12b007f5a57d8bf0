package dev.stsbroker.config.setting;

import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.Problems;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;

/**
 * The settings of the documented format that this version does not support. They are refused by
 * name: ignoring them could widen access, and calling them unknown would mislead. A setting that is
 * implemented loses its row here.
 */
public final class UnsupportedSettings {
  static final String SENTENCE = "not supported by this version";

  private static final Set<String> TOP = Set.of("requestsPerSecond", "allowQuit");
  private static final Map<String, String> PROFILE =
      Map.of("requestsPerSecond", "requests are not limited");
  private static final Set<String> PLACEHOLDERS =
      Set.of("caller.namespace", "caller.serviceAccount", "caller.pod");

  private UnsupportedSettings() {}

  /** Whether {@code ${name}} is to be known one day. */
  static boolean placeholder(String name) {
    return PLACEHOLDERS.contains(name);
  }

  /** Adds a problem for each such setting, and mutes what else could be said about it. */
  public static void refuse(JsonObject root, Problems problems) {
    TOP.stream()
        .filter(root::containsKey)
        .forEach(key -> refuse(ConfigPath.ROOT.to(key), "", problems));
    sockets(root, problems);
    if (root.getValue("profiles") instanceof JsonObject profiles) {
      ConfigPath place = ConfigPath.ROOT.to("profiles");
      profiles.forEach(entry -> profile(place.to(entry.getKey()), entry.getValue(), problems));
    }
  }

  private static void refuse(ConfigPath place, String instead, Problems problems) {
    problems.plain(place, "is " + SENTENCE + instead + " (expected: none)");
    problems.mute(place);
  }

  private static void sockets(JsonObject root, Problems problems) {
    if (root.getValue("admin") instanceof String address && address.startsWith("unix:")) {
      problems.plain(
          ConfigPath.ROOT.to("admin"),
          "unix sockets are " + SENTENCE + " (expected: an address such as 127.0.0.1:7071)");
    }
  }

  private static void profile(ConfigPath place, Object value, Problems problems) {
    PROFILE.forEach(
        (key, instead) -> {
          if (value instanceof JsonObject settings && settings.containsKey(key)) {
            refuse(place.to(key), ": " + instead, problems);
          }
        });
  }
}
