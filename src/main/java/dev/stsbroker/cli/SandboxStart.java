package dev.stsbroker.cli;

import dev.stsbroker.config.ConfigReader;
import dev.stsbroker.config.LoadedConfig;
import dev.stsbroker.reload.Origin;
import dev.stsbroker.sandbox.Sandbox;
import dev.stsbroker.sandbox.settings.SandboxSettings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The emulated cloud of a configuration. Apart from the command, whose methods' types the JVM loads
 * for every other command too.
 */
final class SandboxStart {
  private SandboxStart() {}

  /** Where the broker's configuration is read from again, its section for the sandbox included. */
  static Origin origin(Vertx vertx, Path file) {
    ConfigReader reader = ConfigFile.reader();
    return new Origin(file, () -> reader.loadWithSandbox(vertx, file).map(LoadedConfig::broker));
  }

  /** Starts the cloud; throws {@link IllegalArgumentException} if the file describes none. */
  static Sandbox start(Vertx vertx, Path file, LoadedConfig loaded) throws Exception {
    JsonObject section = loaded.sandbox();
    JsonObject written = loaded.written();
    if (section == null) {
      throw new IllegalArgumentException(
          "sandbox: missing in " + file + " (expected: the emulated cloud's accounts)");
    }
    SandboxSettings settings = SandboxSettings.parse(section, written == null ? section : written);
    Sandbox sandbox = new Sandbox(vertx, settings, InstantSource.system());
    Life.await(sandbox.start());
    return sandbox;
  }
}
