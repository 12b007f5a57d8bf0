package dev.stsbroker.cli;

import dev.stsbroker.config.ConfigReader;
import dev.stsbroker.reload.Origin;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which configuration file a command reads, and how. */
final class ConfigFile {
  /** Set by the launcher to the distribution's folder. */
  private static final String HOME = "stsbroker.home";

  private ConfigFile() {}

  /**
   * The file named on the command line, else the one {@code STS_BROKER_CONFIG} names, else {@code
   * config/<name>} here or, if there is none here, in the distribution.
   */
  static Path choose(@Nullable Path named, String name) {
    if (named != null) {
      return named;
    }
    String variable = System.getenv("STS_BROKER_CONFIG");
    if (variable != null && !variable.isBlank()) {
      return Path.of(variable);
    }
    Path here = Path.of("config", name);
    String home = System.getProperty(HOME);
    return Files.exists(here) || home == null ? here : Path.of(home, "config", name);
  }

  static ConfigReader reader() {
    return new ConfigReader(System::getenv, hostname());
  }

  /** Where the configuration is read from again when it changes. */
  static Origin origin(Vertx vertx, Path file) {
    ConfigReader reader = reader();
    return new Origin(file, () -> reader.load(vertx, file));
  }

  private static String hostname() {
    String variable = System.getenv("HOSTNAME");
    if (variable != null && !variable.isBlank()) {
      return variable;
    }
    // The kernel knows the name, be it in DNS or not.
    try {
      String kernels = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      return kernels.isEmpty() ? "localhost" : kernels;
    } catch (IOException e) {
      return lookedUp();
    }
  }

  private static String lookedUp() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
