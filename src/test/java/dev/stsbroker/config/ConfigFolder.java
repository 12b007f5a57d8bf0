package dev.stsbroker.config;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.stsbroker.config.section.Accounts;
import dev.stsbroker.config.section.MemoryPlan;
import dev.stsbroker.config.text.ConfigException;
import dev.stsbroker.testing.PrivateFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * A folder with a configuration and the files it names, read as on a host called {@code node-1}.
 *
 * @param path the folder
 * @param environment the variables there are
 */
public record ConfigFolder(Path path, Map<String, String> environment) {
  private static final Vertx VERTX = Vertx.vertx();

  public static final String IDENTITIES = "identities: { default: { type: environment } }\n";
  public static final String PROFILES =
      "profiles: { p: { roleArn: \"acs:ram::1234567890123456:role/r\" } }\n";

  public ConfigFolder(Path path) {
    this(path, Map.of());
  }

  /** Puts a file into the folder, with mode 0600. */
  public ConfigFolder with(String name, String text) {
    try {
      PrivateFile.write(path.resolve(name), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #with}, with the permissions as {@code ls} writes them. */
  ConfigFolder withMode(String name, String text, String permissions) {
    try {
      Path file = with(name, text).path.resolve(name);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public BrokerConfig load(String yaml) {
    return with("broker.yaml", yaml).loadFile("broker.yaml");
  }

  public BrokerConfig loadFile(String name) {
    return await(reader().load(VERTX, path.resolve(name)));
  }

  /** The same on a machine whose users and groups are those of the folder's own files. */
  public BrokerConfig loadWithAccounts(String yaml) {
    Accounts accounts = new Accounts(path.resolve("passwd"), path.resolve("group"));
    ConfigTree.Machine machine = new ConfigTree.Machine(MemoryPlan.Means.ofProcess(), accounts);
    ConfigReader reader = new ConfigReader(environment::get, "node-1", machine);
    return await(reader.load(VERTX, with("broker.yaml", yaml).path().resolve("broker.yaml")));
  }

  LoadedConfig loadWithSandbox(String yaml) {
    return await(
        with("sandbox.yaml", yaml).reader().loadWithSandbox(VERTX, path.resolve("sandbox.yaml")));
  }

  /** What is printed of a configuration that cannot be used, with the folder's path taken out. */
  public List<String> problemsOf(String name) {
    try {
      loadFile(name);
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream()
          .map(problem -> problem.toString().replace(path.toString(), "<dir>"))
          .toList();
    }
  }

  /** The same, whatever file it was read from: warnings without places. */
  public static BrokerConfig unplaced(BrokerConfig config) {
    return new BrokerConfig(
        config.http(),
        config.sts(),
        config.identities(),
        config.profiles(),
        config.defaultProfile(),
        config.sinks(),
        config.secrets(),
        config.users(),
        config.userNames(),
        config.presets(),
        config.limits(),
        config.audit(),
        config.files(),
        unplaced(config.warnings()),
        unplaced(config.faults()));
  }

  /** What is told, without the place where it is written. */
  public static List<String> unplaced(List<String> told) {
    return told.stream().map(one -> one.replaceFirst("^[^ ]+:[0-9]+: ", "")).toList();
  }

  private ConfigReader reader() {
    return new ConfigReader(environment::get, "node-1");
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(60, SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("the configuration was not read in time", e);
    }
  }
}
