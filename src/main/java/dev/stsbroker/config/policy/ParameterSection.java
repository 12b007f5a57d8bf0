package dev.stsbroker.config.policy;

import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.Redactor;
import dev.stsbroker.parameter.CallerValues;
import dev.stsbroker.parameter.FillableText;
import dev.stsbroker.parameter.Parameters;
import dev.stsbroker.parameter.ValuePattern;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of one profile, and finds places that are for none of them, nor for a value
 * of the caller.
 */
public final class ParameterSection {
  private final Settings profile;
  private final Set<String> named = new HashSet<>();

  public ParameterSection(Settings profile) {
    this.profile = profile;
  }

  /** Whether the profile has any, right or wrong. */
  public boolean present() {
    return profile.values().getValue("parameters") instanceof JsonObject found && !found.isEmpty();
  }

  /** The parameters; null if a problem was reported, of one of them or of a place. */
  public @Nullable Parameters read() {
    Map<String, ValuePattern> patterns = new LinkedHashMap<>();
    Settings section = profile.section("parameters");
    for (String name : section.values().fieldNames()) {
      ValuePattern pattern = pattern(section, name);
      if (pattern == null) {
        return null;
      }
      patterns.put(name, pattern);
    }
    boolean known = true;
    for (String key : List.of("sessionName", "sourceIdentity", "policy")) {
      Object value = profile.values().getValue(key);
      known &= check(profile.place().to(key), value, patterns.keySet());
    }
    return known ? new Parameters(patterns) : null;
  }

  /** The values of the caller that the profile has places for; known after {@link #read}. */
  public Set<String> callerValues() {
    return Set.copyOf(named);
  }

  private static @Nullable ValuePattern pattern(Settings section, String name) {
    String text = section.text(name);
    if (text == null) {
      return null;
    }
    try {
      return ValuePattern.parse(text);
    } catch (IllegalArgumentException e) {
      section.problem(name, section.shown(name) + " " + e.getMessage());
      return null;
    }
  }

  private boolean check(ConfigPath place, @Nullable Object value, Set<String> known) {
    boolean good = true;
    if (value instanceof JsonObject object) {
      for (String key : object.fieldNames()) {
        good &= check(place.to(key), object.getValue(key), known);
      }
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        good &= check(place.at(i), array.getValue(i), known);
      }
    } else if (value instanceof String text) {
      good = check(place, new FillableText(text).names(), known);
    }
    return good;
  }

  /** Says which of {@code names} is not {@code known}; true if all are. */
  private boolean check(ConfigPath place, Set<String> names, Set<String> known) {
    for (String name : names) {
      if (CallerValues.known(name)) {
        named.add(name);
      } else if (!known.contains(name)) {
        profile.problems().plain(place, unknown(name, known));
        return false;
      }
    }
    return true;
  }

  /** What is wrong with a place for {@code name}. */
  static String unknown(String name, Set<String> known) {
    if (name.startsWith(CallerValues.PREFIX)) {
      return "has "
          + Redactor.quoted("${" + name + "}")
          + " that is not known (expected: ${caller.uid} or ${caller.user})";
    }
    String expected = known.isEmpty() ? "parameters of the profile" : String.join(", ", known);
    return "has "
        + Redactor.quoted("${param." + name + "}")
        + " for a parameter that is not there (expected: "
        + expected
        + ")";
  }
}
