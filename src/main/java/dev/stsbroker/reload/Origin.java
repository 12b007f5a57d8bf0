package dev.stsbroker.reload;

import dev.stsbroker.config.BrokerConfig;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Where a configuration comes from.
 *
 * @param file the configuration file
 * @param load reads it anew; fails with a {@link dev.stsbroker.config.ConfigException}
 */
public record Origin(Path file, Supplier<Future<BrokerConfig>> load) {}
