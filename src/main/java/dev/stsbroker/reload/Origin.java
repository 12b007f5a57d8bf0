package dev.stsbroker.reload;

import dev.stsbroker.config.BrokerConfig;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The origin of a configuration: its file, and how it is read.
 *
 * @param file the configuration file
 * @param load reads it anew beside the one that runs; fails with a {@link
 *     dev.stsbroker.config.text.ConfigException}
 */
public record Origin(Path file, Function<BrokerConfig, Future<BrokerConfig>> load) {
  /** One that is read the same whatever runs. */
  public Origin(Path file, Supplier<Future<BrokerConfig>> load) {
    this(file, running -> load.get());
  }
}
