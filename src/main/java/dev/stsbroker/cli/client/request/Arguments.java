package dev.stsbroker.cli.client.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a command, read without picocli.
 *
 * @param profile the one word that is no option; null if there is none
 * @param options the values of each option given
 */
public record Arguments(@Nullable String profile, Map<String, List<String>> options) {
  public static final String PARAMETER = "--param";

  /**
   * Takes {@code words} apart if they are as expected: options that are known, each with a value
   * and given once, and at most one other word. Null for all else, help included: picocli has the
   * words for that, and takes three times as long as everything else together.
   */
  public static @Nullable Arguments expected(List<String> words, Set<String> known) {
    String profile = null;
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (plain(word)) {
        if (profile != null) {
          return null;
        }
        profile = word;
        continue;
      }
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      String value =
          equals < 0 ? (++i < words.size() ? words.get(i) : "") : word.substring(equals + 1);
      boolean again = options.containsKey(name) && !name.equals(PARAMETER);
      if (!known.contains(name) || !plain(value) || again) {
        return null;
      }
      options.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
    }
    return new Arguments(profile, options);
  }

  /** The value of an option given once; null if it was not. */
  public @Nullable String option(String name) {
    List<String> values = options.get(name);
    return values == null ? null : values.get(0);
  }

  /** {@code name=value} of each parameter. */
  public List<String> parameters() {
    return options.getOrDefault(PARAMETER, List.of());
  }

  /** Whether picocli would take it for a word as well, not for an option or a file of options. */
  private static boolean plain(String word) {
    return !word.isEmpty() && !word.startsWith("-") && !word.startsWith("@");
  }
}
