package dev.stsbroker.cli.run;

import dev.stsbroker.config.ConfigReader;
import dev.stsbroker.reload.Origin;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the configuration file of a command, and reads it. */
public final class ConfigFile {
  /** The variable that names the configuration. */
  static final String VARIABLE = "STS_BROKER_CONFIG";

  /** Where commands look for the broker's configuration if nobody names one. */
  static final Path USUAL = Path.of("config", "broker.yaml");

  private static final Path USUAL_SANDBOX = Path.of("config", "sandbox.yaml");

  /** Set by the launcher to the distribution's folder. */
  private static final String HOME = "stsbroker.home";

  private ConfigFile() {}

  /**
   * The broker's configuration: the file named on the command line, else the one {@code
   * $STS_BROKER_CONFIG} names, else {@code config/broker.yaml} below the working directory. The
   * example that ships is none, wherever the command runs: nobody has a role in it.
   *
   * @throws IllegalArgumentException with the places looked at if there is none
   */
  public static Path choose(@Nullable Path named) {
    return named != null ? named : usual(System.getenv(VARIABLE), Path.of("").toAbsolutePath());
  }

  /**
   * The file that {@code variable} names, else {@link #USUAL} below {@code folder}.
   *
   * @param variable the value of {@link #VARIABLE}; null if it is not set
   */
  static Path usual(@Nullable String variable, Path folder) {
    Path named = named(variable);
    if (named != null) {
      if (Files.exists(folder.resolve(named))) {
        return named;
      }
      throw none("$%s names %s, which does not exist".formatted(VARIABLE, variable));
    }
    Path here = folder.resolve(USUAL);
    if (!Files.exists(here)) {
      throw none(
          "--config is not given, $%s is not set, and there is no %s".formatted(VARIABLE, here));
    }
    if (isShippedExample(here)) {
      throw none(
          "--config is not given, $%s is not set, and %s is the example that ships, unchanged"
              .formatted(VARIABLE, here));
    }
    return USUAL;
  }

  /** Where {@link #choose} looks first for a configuration that nobody names. */
  public static Path future() {
    Path named = named(System.getenv(VARIABLE));
    return named == null ? USUAL : named;
  }

  /** Whether {@link #choose} has a file for null, be it readable or not. */
  public static boolean exists() {
    return named(System.getenv(VARIABLE)) != null
        || (Files.exists(USUAL) && !isShippedExample(USUAL));
  }

  private static @Nullable Path named(@Nullable String variable) {
    return variable == null || variable.isBlank() ? null : Path.of(variable);
  }

  /**
   * What the sandbox runs on: like {@link #choose}, but {@code config/sandbox.yaml}, and where
   * there is none here the one that ships.
   */
  public static Path chooseSandbox(@Nullable Path named) {
    Path known = named == null ? named(System.getenv(VARIABLE)) : named;
    if (known != null) {
      return known;
    }
    String home = System.getProperty(HOME);
    return Files.exists(USUAL_SANDBOX) || home == null
        ? USUAL_SANDBOX
        : Path.of(home).resolve(USUAL_SANDBOX);
  }

  private static IllegalArgumentException none(String looked) {
    return new IllegalArgumentException(
        "no configuration: "
            + looked
            + " (expected: --config FILE; sts-broker init writes one to start from)");
  }

  private static boolean isShippedExample(Path file) {
    try (InputStream shipped = ConfigReader.class.getResourceAsStream("broker.yaml")) {
      byte[] text = shipped == null ? new byte[0] : shipped.readAllBytes();
      return Files.isRegularFile(file)
          && Files.size(file) == text.length
          && Arrays.equals(text, Files.readAllBytes(file));
    } catch (IOException e) {
      // If it cannot be read, the reader reports that.
      return false;
    }
  }

  public static ConfigReader reader() {
    return new ConfigReader(System::getenv, hostname());
  }

  /** Where the configuration is read from again when it changes. */
  public static Origin origin(Vertx vertx, Path file) {
    ConfigReader reader = reader();
    return new Origin(file, running -> reader.reload(vertx, file, running));
  }

  private static String hostname() {
    String variable = System.getenv("HOSTNAME");
    if (variable != null && !variable.isBlank()) {
      return variable;
    }
    // The kernel knows the name, whether it is in DNS or not.
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
