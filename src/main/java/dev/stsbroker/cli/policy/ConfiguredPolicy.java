package dev.stsbroker.cli.policy;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.cli.run.ConfigFile;
import dev.stsbroker.cli.run.VertxLifecycle;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.preset.Preset;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The presets of a configuration, and the policies of its profiles, for the policy commands.
 *
 * @param file the configuration
 * @param presets its own presets
 * @param profiles its profiles
 */
record ConfiguredPolicy(Path file, List<Preset> presets, List<Profile> profiles) {

  /** Whether a configuration was named on the command line, or the usual one is there. */
  static boolean exists(@Nullable Path named) {
    return named != null || ConfigFile.exists();
  }

  /** Of the configuration named on the command line, or the usual one for null. */
  static ConfiguredPolicy load(@Nullable Path named) throws Exception {
    Path file = ConfigFile.choose(named);
    Vertx vertx = VertxLifecycle.vertx();
    try {
      BrokerConfig config = VertxLifecycle.await(ConfigFile.reader().load(vertx, file));
      return new ConfiguredPolicy(file, config.presets(), config.profiles());
    } finally {
      VertxLifecycle.await(vertx.close());
    }
  }

  /** The preset of that name, its own or a shipped one. */
  Optional<Preset> preset(String name) {
    return presets.stream()
        .filter(preset -> preset.name().equals(name))
        .findFirst()
        .or(() -> Preset.named(name));
  }

  Optional<Profile> profile(String name) {
    return profiles.stream().filter(profile -> profile.name().equals(name)).findFirst();
  }

  /**
   * The policy of a profile's session; empty if it has the whole role.
   *
   * @throws dev.stsbroker.parameter.ParameterException if the values are not the profile's
   */
  static Optional<SessionPolicy> policy(Profile profile, Map<String, String> values) {
    return Optional.ofNullable(profile.recipe().fill(values).policy());
  }
}
