package dev.stsbroker.config;

import dev.stsbroker.config.text.ConfigLines;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file as it was read: the broker's settings, and the section of the embedded
 * cloud.
 *
 * @param broker the broker's part
 * @param sandbox the {@code sandbox} section with its placeholders filled, otherwise unchecked;
 *     null if there is none. May hold secrets
 * @param written that section as it is written: what messages may show; null if there is none
 * @param lines where each setting is written
 */
public record LoadedConfig(
    BrokerConfig broker,
    @Nullable JsonObject sandbox,
    @Nullable JsonObject written,
    ConfigLines lines) {
  @Override
  public String toString() {
    return "LoadedConfig[" + broker + (sandbox == null ? "]" : ", with a sandbox]");
  }
}
