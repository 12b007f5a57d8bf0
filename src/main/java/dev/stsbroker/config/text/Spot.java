package dev.stsbroker.config.text;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The place and the spelling of a value in the configuration file.
 *
 * @param line of its key or, in a list, of itself; from 1
 * @param key its key as written, quotes included; null in a list
 * @param raw the value as written, quotes included; null for a mapping, a list, and a text of
 *     several lines
 * @param flow whether it stands within brackets or braces
 * @param parts what it holds, by key ({@link String}) or index ({@link Integer})
 */
record Spot(
    int line, @Nullable String key, @Nullable String raw, boolean flow, Map<Object, Spot> parts) {

  /** The same under a key, where the key begins. */
  Spot under(int keyLine, String keyAsWritten) {
    return new Spot(keyLine, keyAsWritten, raw, flow, parts);
  }

  /** What holds this, in a text without a line for it. */
  static Spot whole(Map<Object, Spot> parts) {
    return new Spot(1, null, null, false, parts);
  }
}
