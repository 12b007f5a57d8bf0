package dev.stsbroker.config.setting;

import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The word {@code replace-me}, which {@code init} writes for values that only the owner knows, and
 * the warning about it.
 */
public final class ReplaceMe {
  /** It fits wherever a name does, so that the rest of the configuration can be checked. */
  public static final String WORD = "replace-me";

  private ReplaceMe() {}

  /** Whether a person has to replace {@code text}. */
  public static boolean isIn(String text) {
    return text.contains(WORD);
  }

  /** Warns of every text below {@code value} that holds {@link #WORD}. */
  public static void warn(ConfigPath place, @Nullable Object value, Problems problems) {
    if (value instanceof JsonObject object) {
      object.forEach(entry -> warn(place.to(entry.getKey()), entry.getValue(), problems));
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        warn(place.at(i), array.getValue(i), problems);
      }
    } else if (value instanceof String text && isIn(text)) {
      problems.warn(place, "still says " + WORD + " (expected: a value of your own)");
    }
  }
}
