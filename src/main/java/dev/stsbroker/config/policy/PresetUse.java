package dev.stsbroker.config.policy;

import dev.stsbroker.config.setting.DidYouMean;
import dev.stsbroker.config.setting.LikelyText;
import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.PolicyProblem;
import dev.stsbroker.policy.json.Sentence;
import dev.stsbroker.policy.json.Sentence.Kind;
import dev.stsbroker.policy.preset.Preset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A policy that is made from a preset: finds the preset, and tells what is wrong with its values.
 *
 * @param settings the profile's {@code policy}
 * @param preset the preset that it names
 * @param own whether it is one of the configuration's
 */
record PresetUse(Settings settings, Preset preset, boolean own) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  /** The preset {@code name}; null if there is none, a problem already noted. */
  static @Nullable PresetUse find(Settings settings, String name, Map<String, Preset> own) {
    Preset found = own.get(name);
    if (found != null) {
      return new PresetUse(settings, found, true);
    }
    if (settings.problems().has(ConfigPath.ROOT.to("presets").to(name))) {
      return null;
    }
    Optional<Preset> shipped = Preset.named(name);
    if (shipped.isEmpty()) {
      Set<String> names = new TreeSet<>(Preset.names());
      names.addAll(own.keySet());
      settings.problem("preset", settings.unknown("preset", "a preset", names));
      return null;
    }
    return new PresetUse(settings, shipped.get(), false);
  }

  /** Where the linter's findings are: of a preset of its own, the file is what people have. */
  PolicyLint lint() {
    Set<String> given = values().keySet();
    ConfigPath place = settings.place().to("preset");
    return new PolicyLint(place, null, "", path -> own ? preset.written(path, given) : path);
  }

  /** What {@code maker} makes of it; null if the values do not fit, problems already noted. */
  <T> @Nullable T made(BiFunction<Preset, Map<String, String>, T> maker) {
    try {
      return maker.apply(preset, values());
    } catch (PolicyException e) {
      ConfigPath with = settings.place().to("with");
      e.problems().forEach(problem -> tell(with, problem, maker));
      return null;
    }
  }

  private <T> void tell(
      ConfigPath with, PolicyProblem problem, BiFunction<Preset, Map<String, String>, T> maker) {
    ConfigPath place = whole(problem) ? with : with.to(problem.path());
    if (problem.sentence().kind() == Kind.SIZE) {
      settings.problems().plain(place, problem.message());
    } else if (NAME.matcher(problem.path()).matches()) {
      Predicate<String> fits = value -> fits(problem.path(), value, maker);
      String write = write(with, problem.path(), fits);
      String where = problem.sentence().where();
      Sentence sentence = problem.sentence().always();
      String message =
          DidYouMean.expected(sentence, place, settings.problems(), settings.problems().lines());
      settings.problems().add(place, with(write, message) + where);
    } else {
      // Somewhere in the document, where any of the values may be.
      settings.problems().more(with, settings.problems().at(place, problem.message()));
    }
  }

  /** The end of a message about a value of a preset: how it should be, if that can be told. */
  private String write(ConfigPath with, String name, Predicate<String> fits) {
    String value = settings.section("with").text(name);
    String meant = value == null ? null : LikelyText.presetValue(value, fits).orElse(null);
    return settings.problems().write(with.to(name), meant);
  }

  /** {@code message} with {@code write} at the end of what it expects. */
  private static String with(String write, String message) {
    int end = message.length() - (message.endsWith(")") ? 1 : 0);
    return message.substring(0, end) + write + message.substring(end);
  }

  /** Whether nothing is wrong with {@code name} once it has that value. */
  private <T> boolean fits(
      String name, String value, BiFunction<Preset, Map<String, String>, T> maker) {
    Map<String, String> changed = new LinkedHashMap<>(values());
    changed.put(name, value);
    try {
      Object unused = maker.apply(preset, changed);
      return true;
    } catch (PolicyException e) {
      return e.problems().stream().noneMatch(problem -> problem.path().equals(name));
    }
  }

  /** The policy room's way to say that no part of the document in particular is meant. */
  private static boolean whole(PolicyProblem problem) {
    return problem.ofWhole() && problem.line() == 0;
  }

  private Map<String, String> values() {
    Settings with = settings.section("with");
    Map<String, String> values = new LinkedHashMap<>();
    with.values().fieldNames().forEach(name -> values.put(name, with.text(name, "")));
    return values;
  }
}
