package dev.stsbroker.config.setting;

import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.ConfigProblem;
import dev.stsbroker.config.text.ConfigText;
import dev.stsbroker.config.text.ConfigText.UntrustedFileException;
import dev.stsbroker.config.text.KnownKeys;
import dev.stsbroker.config.text.Problems;
import dev.stsbroker.text.Utf8.MalformedTextException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One section of a configuration that fits the schema as far as it is there: what did not fit was
 * taken out, so an absent key may be one that was reported already.
 *
 * @param place where the section is
 * @param values its content
 * @param problems where to say what is wrong with it
 */
public record Settings(ConfigPath place, JsonObject values, Problems problems) {

  /** The names of the sections in {@code key}, whatever is wrong with them. */
  public static Set<String> named(JsonObject root, String key) {
    return root.getValue(key) instanceof JsonObject named
        ? new LinkedHashSet<>(named.fieldNames())
        : Set.of();
  }

  public @Nullable String text(String key) {
    return values.getValue(key) instanceof String text ? text : null;
  }

  public String text(String key, String otherwise) {
    String text = text(key);
    return text == null ? otherwise : text;
  }

  public boolean flag(String key, boolean otherwise) {
    return values.getValue(key) instanceof Boolean flag ? flag : otherwise;
  }

  public int number(String key, int otherwise) {
    return values.getValue(key) instanceof Number number ? number.intValue() : otherwise;
  }

  /** The texts of a list by their places; {@code otherwise} if there is no list. */
  public Map<ConfigPath, String> texts(String key, List<String> otherwise) {
    Map<ConfigPath, String> texts = new LinkedHashMap<>();
    ConfigPath list = place.to(key);
    if (values.getValue(key) instanceof JsonArray items) {
      for (int i = 0; i < items.size(); i++) {
        if (items.getValue(i) instanceof String text) {
          texts.put(list.at(i), text);
        }
      }
    } else {
      otherwise.forEach(text -> texts.put(list.at(texts.size()), text));
    }
    return texts;
  }

  /** A duration; {@code otherwise}, with a problem, if it is out of {@code range}. */
  public Duration duration(String key, DurationRange range, Duration otherwise) {
    String text = text(key);
    if (text == null) {
      return otherwise;
    }
    Optional<Duration> duration = range.read(text);
    if (duration.isEmpty()) {
      ConfigPath at = place.to(key);
      String write = problems.write(at, LikelyDuration.of(text, range).orElse(null));
      problem(key, problems.shown(at, text) + " (expected: " + range + write + ")");
    }
    return duration.orElse(otherwise);
  }

  /** A section within this one, empty if it is absent. */
  public Settings section(String key) {
    JsonObject section =
        values.getValue(key) instanceof JsonObject object ? object : new JsonObject();
    return new Settings(place.to(key), section, problems);
  }

  /** The sections that {@code key} lists. */
  public List<Settings> items(String key) {
    List<Settings> items = new ArrayList<>();
    if (values.getValue(key) instanceof JsonArray list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.getValue(i) instanceof JsonObject item) {
          items.add(new Settings(place.to(key).at(i), item, problems));
        }
      }
    }
    return items;
  }

  /** The sections within this one, by name. */
  public Map<String, Settings> sections() {
    Map<String, Settings> sections = new LinkedHashMap<>();
    values.fieldNames().stream()
        .filter(name -> values.getValue(name) instanceof JsonObject)
        .forEach(name -> sections.put(name, section(name)));
    return sections;
  }

  /** {@code names} without those that cannot be meant; all where none is left. */
  public static Set<String> without(Set<String> names, Set<String> unfit) {
    Set<String> fit = new LinkedHashSet<>(names);
    fit.removeAll(unfit);
    return fit.isEmpty() ? names : fit;
  }

  /** Says that what stands in {@code key} is not {@code kind}, such as "an identity". */
  public String unknown(String key, String kind, Set<String> known) {
    String name = text(key, "");
    return problems.shown(place.to(key), name)
        + " is not "
        + kind
        + " (expected one of: "
        + String.join(", ", known)
        + problems.write(place.to(key), KnownKeys.meant(name, known).orElse(null))
        + ")";
  }

  /** Says what is wrong with the file that {@code key} names. */
  public void fileProblem(String key, Path file, String sentence) {
    plain(key, shown(key, file) + " " + sentence);
  }

  /** Says why the file that {@code key} names cannot be used. */
  public void fileProblem(String key, Path file, IOException failure) {
    boolean hidden = problems.filledWithin(place.to(key));
    if (failure instanceof MalformedTextException malformed) {
      String location = shown(key, file) + ":" + malformed.line();
      String path = place.to(key).toString();
      problems.morePlain(place.to(key), new ConfigProblem(location, path, malformed.sentence()));
      return;
    }
    fileProblem(
        key,
        file,
        hidden && failure instanceof UntrustedFileException exposed
            ? exposed.general()
            : ConfigText.sentence(failure));
  }

  /** What messages call the file that {@code key} names, where that is not its path. */
  public Map<Path, String> written(String key, Path file) {
    return problems.filledWithin(place.to(key)) ? Map.of(file, shown(key, file)) : Map.of();
  }

  /** What a message may show of {@code text}, which stands for the value of {@code key}. */
  public String shown(String key, String text) {
    return problems.shown(place.to(key), text);
  }

  /** What a message may call the file that {@code key} names. */
  public String shown(String key, Path file) {
    return problems.shown(place.to(key), file);
  }

  /** The end of what was expected of {@code key}, as {@link Problems#write} has it. */
  public String write(String key, @Nullable String value) {
    return problems.write(place.to(key), value);
  }

  public void problem(String key, String message) {
    problems.add(place.to(key), message);
  }

  /** As {@link #problem}, of a message that shows no value but by {@link Problems#shown}. */
  public void plain(String key, String message) {
    problems.plain(place.to(key), message);
  }

  /** What a message may show of the value of {@code key}. */
  public String shown(String key) {
    return problems.shown(place.to(key), values.getValue(key));
  }

  public void warn(String key, String message) {
    problems.warn(place.to(key), message);
  }
}
