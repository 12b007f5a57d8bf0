package dev.stsbroker.config;

import dev.stsbroker.config.section.Accounts;
import dev.stsbroker.config.section.MemoryPlan;
import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Placeholders;
import dev.stsbroker.config.text.ConfigException;
import dev.stsbroker.config.text.ConfigText;
import dev.stsbroker.config.text.Problems;
import dev.stsbroker.source.key.SourceSettings;
import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads configuration files, YAML or, where the name ends in {@code .json}, JSON. A file is read
 * whole and checked whole: the future fails with a {@link ConfigException} that has all problems.
 *
 * <p>Files the configuration names are looked for, and policy files are read; the content of key
 * files is not.
 */
public final class ConfigReader {
  private final Function<String, @Nullable String> environment;
  private final String hostname;
  private final ConfigTree.Machine machine;

  /**
   * A reader for one machine.
   *
   * @param environment values for <code>${env:NAME}</code>; null for a variable that is not set
   * @param hostname value for <code>${hostname}</code>; what a session name cannot hold becomes
   *     {@code -}
   */
  public ConfigReader(Function<String, @Nullable String> environment, String hostname) {
    this(environment, hostname, MemoryPlan.Means.ofProcess());
  }

  ConfigReader(
      Function<String, @Nullable String> environment, String hostname, MemoryPlan.Means means) {
    this(environment, hostname, new ConfigTree.Machine(means, Accounts.ofMachine()));
  }

  ConfigReader(
      Function<String, @Nullable String> environment, String hostname, ConfigTree.Machine machine) {
    this.environment = environment;
    this.hostname = hostname;
    this.machine = machine;
  }

  /** The configuration in {@code file}; a {@code sandbox} section is a problem. */
  public Future<BrokerConfig> load(Vertx vertx, Path file) {
    return load(vertx, file, false, Set.of()).map(LoadedConfig::broker);
  }

  /**
   * The same beside a broker that runs: a key or token file of an identity that {@code running} has
   * just so may be missing or unfit to be read. The identity goes on with what it has, and tells.
   */
  public Future<BrokerConfig> reload(Vertx vertx, Path file, BrokerConfig running) {
    return load(vertx, file, false, Set.copyOf(running.identities())).map(LoadedConfig::broker);
  }

  /** {@link #reload} with a {@code sandbox} section. */
  public Future<BrokerConfig> reloadWithSandbox(Vertx vertx, Path file, BrokerConfig running) {
    return load(vertx, file, true, Set.copyOf(running.identities())).map(LoadedConfig::broker);
  }

  /** The same, with where each setting is written. */
  public Future<LoadedConfig> loadWithLines(Vertx vertx, Path file) {
    return load(vertx, file, false, Set.of());
  }

  /** The configuration in {@code file} and its {@code sandbox} section. */
  public Future<LoadedConfig> loadWithSandbox(Vertx vertx, Path file) {
    return load(vertx, file, true, Set.of());
  }

  private Future<LoadedConfig> load(
      Vertx vertx, Path file, boolean sandbox, Set<SourceSettings> running) {
    return vertx
        .executeBlocking(() -> ConfigText.settings(file))
        .compose(
            written ->
                retrieve(vertx, written.settings())
                    .map(settings -> new ConfigText.Written(settings, written.lines())))
        .compose(written -> vertx.executeBlocking(() -> settings(written, file, sandbox, running)));
  }

  private static Future<JsonObject> retrieve(Vertx vertx, JsonObject written) {
    ConfigRetriever retriever =
        ConfigRetriever.create(
            vertx,
            new ConfigRetrieverOptions()
                .setIncludeDefaultStores(false)
                .setScanPeriod(-1)
                .addStore(new ConfigStoreOptions().setType("json").setConfig(written)));
    return retriever.getConfig().eventually(retriever::close);
  }

  private LoadedConfig settings(
      ConfigText.Written written, Path file, boolean sandbox, Set<SourceSettings> running) {
    Problems problems = new Problems(written.lines());
    return new ConfigTree(
            written.settings(),
            problems,
            new Placeholders(environment, hostname, problems),
            new NamedFile(file.toAbsolutePath()),
            machine)
        .read(sandbox, running);
  }
}
