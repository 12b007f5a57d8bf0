package dev.stsbroker.config.text;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Collects the problems of a configuration, and the warnings about it.
 *
 * <p>A value that a placeholder stands for may be a secret. So a message about a setting with a
 * placeholder shows the text as it is written and what was expected, and nothing else. The methods
 * named {@code plain} are for messages that show values only by {@link #shown}.
 */
public final class Problems {
  private static final String DOES_NOT_FIT = " does not fit once it is filled in";

  /** Before a line as it should be. */
  public static final String WRITE = "; write: ";

  private static final String EXPECTED = " (expected: ";

  /** A shorter value may stand in a sentence of ours by chance, and is no secret. */
  private static final int SHORTEST_SECRET = 4;

  private final ConfigLines lines;
  private final List<Entry> entries = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<Entry> faults = new ArrayList<>();
  private final Set<ConfigPath> places = new HashSet<>();
  private final Set<ConfigPath> muted = new HashSet<>();
  private final Map<ConfigPath, String> written = new HashMap<>();
  private final Set<ConfigPath> filled = new HashSet<>();
  private final Set<String> values = new HashSet<>();

  private record Entry(ConfigPath place, ConfigProblem problem) {}

  /** Of a configuration that is in no file. */
  public Problems() {
    this(ConfigLines.NONE);
  }

  public Problems(ConfigLines lines) {
    this.lines = lines;
  }

  /** Where everything is written. */
  public ConfigLines lines() {
    return lines;
  }

  /** Takes note that {@code value} was filled into {@code place}, where {@code text} is written. */
  public void filled(ConfigPath place, String text, String value) {
    written.put(place, text);
    values.add(value);
    for (ConfigPath at = place; filled.add(at); at = at.parent()) {}
  }

  /** Whether something at or below {@code place} was filled in. */
  public boolean filledWithin(ConfigPath place) {
    return filled.contains(place);
  }

  /** What is written at {@code place}, where something was filled in; null elsewhere. */
  public @Nullable String written(ConfigPath place) {
    return written.get(place);
  }

  /** What a message may show of {@code value}, which stands at {@code place}. */
  public String shown(ConfigPath place, @Nullable Object value) {
    String text = written.get(place);
    if (text != null) {
      return Redactor.value(place, text);
    }
    String raw = value instanceof String || Redactor.isPlain(value) ? lines.raw(place) : null;
    return raw == null ? Redactor.value(place, value) : Redactor.raw(place, raw);
  }

  /**
   * The end of what was expected at {@code place}: the line as it should be, or nothing where
   * something was filled in, or may not be shown.
   *
   * @param value what should stand there; null if nobody knows
   */
  public String write(ConfigPath place, @Nullable String value) {
    return value == null ? "" : writeRaw(place, lines.text(value));
  }

  /** The same of a value that is written as it should stand, like {@code true} or a mapping. */
  public String writeRaw(ConfigPath place, @Nullable String value) {
    boolean hidden = filledWithin(place) || Redactor.secret(place);
    return value == null || hidden || Redactor.isKeyLike(value)
        ? ""
        : WRITE + lines.entry(place, value);
  }

  /** The same of a key that should be another. */
  public String writeKey(ConfigPath place, String key) {
    return filledWithin(place) ? "" : WRITE + lines.renamed(place, key);
  }

  /** The same of a key with a number of blanks before it, in quotes since they matter. */
  public String writeIndented(ConfigPath place, int blanks, String key) {
    return filledWithin(place)
        ? ""
        : WRITE + '"' + " ".repeat(blanks) + lines.renamed(place, key) + '"';
  }

  /** What a message may call the file that {@code place} names. */
  public String shown(ConfigPath place, Path file) {
    String text = written.get(place);
    return text == null ? lines.shown(file) : text;
  }

  /** {@code value}, which stands at {@code place}, as it was before anything was filled in. */
  public Object asWritten(ConfigPath place, Object value) {
    if (value instanceof JsonObject object) {
      JsonObject copy = new JsonObject();
      object.forEach(one -> copy.put(one.getKey(), item(place.to(one.getKey()), one.getValue())));
      return copy;
    }
    if (value instanceof JsonArray array) {
      JsonArray copy = new JsonArray();
      for (int i = 0; i < array.size(); i++) {
        copy.add(item(place.at(i), array.getValue(i)));
      }
      return copy;
    }
    return written.getOrDefault(place, String.valueOf(value));
  }

  private @Nullable Object item(ConfigPath place, @Nullable Object value) {
    boolean kept = value instanceof Number || value instanceof Boolean;
    return value == null || kept ? value : asWritten(place, value);
  }

  /**
   * Adds a problem, unless its place has one or is {@linkplain #mute muted}: the first is the
   * cause.
   */
  public void add(ConfigPath place, String message) {
    if (!has(place)) {
      more(place, at(place, message));
    }
  }

  /** Adds a further problem of one place, printed with a place of its own. */
  public void more(ConfigPath place, ConfigProblem problem) {
    String shown = guarded(place, problem.message(), DOES_NOT_FIT);
    morePlain(place, new ConfigProblem(problem.location(), problem.path(), shown));
  }

  /** As {@link #add}, of a message that shows no value but by {@link #shown}. */
  public void plain(ConfigPath place, String message) {
    if (!has(place)) {
      morePlain(place, at(place, message));
    }
  }

  /** As {@link #more}, of a message that shows no value but by {@link #shown}. */
  public void morePlain(ConfigPath place, ConfigProblem problem) {
    if (muted.stream().noneMatch(place::within)) {
      places.add(place);
      entries.add(new Entry(place, problem));
    }
  }

  /** A problem of what is at {@code place}. */
  public ConfigProblem at(ConfigPath place, String message) {
    return new ConfigProblem(lines.of(place), place.shown(), message);
  }

  /** {@code message}, or less where it may show what was filled in. */
  private String guarded(ConfigPath place, String message, String otherwise) {
    if (!filledWithin(place)) {
      return message;
    }
    String text = written.get(place);
    String shown = text == null ? "what it holds" : Redactor.value(place, text);
    return shown + otherwise + expectation(message);
  }

  /** The end of {@code message}, which names what was expected, if it cannot be part of a value. */
  private String expectation(String message) {
    int start = message.lastIndexOf(EXPECTED);
    if (start < 0) {
      return "";
    }
    String end = message.substring(start);
    return values.stream().anyMatch(value -> told(value, end)) ? "" : end;
  }

  private static boolean told(String value, String end) {
    return value.contains("(expected")
        || (value.length() >= SHORTEST_SECRET && end.contains(value));
  }

  /** Keeps later problems at or below {@code place} out: what is said already explains them. */
  public void mute(ConfigPath place) {
    muted.add(place);
  }

  public void warn(ConfigPath place, String message) {
    warn(place, at(place, message));
  }

  /** Adds a further warning of one place, printed with a place of its own. */
  public void warn(ConfigPath place, ConfigProblem warning) {
    String shown = guarded(place, warning.message(), " is allowed but unwise once it is filled in");
    warnings.add(new ConfigProblem(warning.location(), warning.path(), shown).toString());
  }

  /** As {@link #warn}, of a message that shows no value but by {@link #shown}. */
  public void warnPlain(ConfigPath place, String message) {
    warnPlain(at(place, message));
  }

  public void warnPlain(ConfigProblem warning) {
    warnings.add(warning.toString());
  }

  /**
   * Adds a warning of what certainly does not do what it says, but keeps nobody from starting;
   * beside problems it is one of them.
   */
  public void fault(ConfigPath place, ConfigProblem fault) {
    String shown = guarded(place, fault.message(), " does not work once it is filled in");
    ConfigProblem problem = new ConfigProblem(fault.location(), fault.path(), shown);
    faults.add(new Entry(place, problem));
    warnings.add(problem.toString());
  }

  public boolean has(ConfigPath place) {
    return places.contains(place);
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** All warnings, faults among them. */
  public List<String> warnings() {
    return warnings;
  }

  public List<String> faults() {
    return faults.stream().map(fault -> fault.problem().toString()).toList();
  }

  /** The places with a problem. */
  public Set<ConfigPath> places() {
    return Set.copyOf(places);
  }

  /**
   * All problems and faults in the order of {@code root}'s text; one of a missing key comes where
   * its owner is.
   */
  public List<ConfigProblem> inOrderOf(JsonObject root) {
    Map<ConfigPath, Integer> order = new HashMap<>();
    number(ConfigPath.ROOT, root, order);
    return Stream.concat(entries.stream(), faults.stream())
        .sorted(Comparator.comparingInt(entry -> position(entry.place(), order)))
        .map(Entry::problem)
        .distinct()
        .toList();
  }

  private static int position(ConfigPath place, Map<ConfigPath, Integer> order) {
    Integer found = order.get(place);
    return found != null ? found : position(place.parent(), order);
  }

  private static void number(ConfigPath place, Object value, Map<ConfigPath, Integer> order) {
    order.put(place, order.size());
    if (value instanceof JsonObject object) {
      object.forEach(entry -> number(place.to(entry.getKey()), entry.getValue(), order));
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        number(place.at(i), array.getValue(i), order);
      }
    }
  }
}
