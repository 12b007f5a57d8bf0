package dev.stsbroker.reload;

import dev.stsbroker.config.BrokerConfig;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The file that a configuration comes from, and how it is read.
 *
 * @param file the configuration file
 * @param load reads it again; fails with a {@link dev.stsbroker.config.ConfigException}
 */
public record Origin(Path file, Supplier<Future<BrokerConfig>> load) {}
