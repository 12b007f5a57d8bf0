package dev.stsbroker.cli;

import dev.stsbroker.cli.run.ConfigFile;
import dev.stsbroker.cli.run.VertxLifecycle;
import dev.stsbroker.config.ConfigReader;
import dev.stsbroker.config.LoadedConfig;
import dev.stsbroker.reload.Origin;
import dev.stsbroker.sandbox.Sandbox;
import dev.stsbroker.sandbox.settings.SandboxProblems;
import dev.stsbroker.sandbox.settings.SandboxSettings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Collectors;

/**
 * Starts the emulated cloud of a configuration. A class apart from the command, because the JVM
 * loads the types that a command's methods name, also for other commands.
 */
final class SandboxStart {
  private SandboxStart() {}

  /** Where the broker's configuration is read from again, its section for the sandbox included. */
  static Origin origin(Vertx vertx, Path file) {
    ConfigReader reader = ConfigFile.reader();
    return new Origin(file, running -> reader.reloadWithSandbox(vertx, file, running));
  }

  /** Starts the cloud; throws {@link IllegalArgumentException} if the file describes none. */
  static Sandbox start(Vertx vertx, LoadedConfig loaded) throws Exception {
    JsonObject section = loaded.sandbox();
    JsonObject written = loaded.written();
    if (section == null) {
      throw new IllegalArgumentException(
          loaded.lines().of("sandbox")
              + ": sandbox: is missing (expected: the emulated cloud's accounts)");
    }
    SandboxSettings settings = settings(section, written == null ? section : written, loaded);
    Sandbox sandbox = new Sandbox(vertx, settings, InstantSource.system());
    VertxLifecycle.await(sandbox.start());
    return sandbox;
  }

  private static SandboxSettings settings(
      JsonObject section, JsonObject written, LoadedConfig loaded) {
    try {
      return SandboxSettings.parse(section, written);
    } catch (SandboxProblems e) {
      throw new IllegalArgumentException(
          e.problems().stream()
              .map(problem -> loaded.lines().ofPath(problem.path()) + ": " + problem)
              .collect(Collectors.joining("\n")),
          e);
    }
  }
}
