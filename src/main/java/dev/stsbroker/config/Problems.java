package dev.stsbroker.config;

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
 * Collects what is wrong with a configuration, and what is unwise.
 *
 * <p>What was filled into a place may be a secret: a message about such a place shows the text as
 * it is written and what was expected, whatever the finder of the problem said. The methods named
 * {@code plain} are for messages that show no value but by {@link #shown}.
 */
public final class Problems {
  private static final String EXPECTED = " (expected: ";

  /** A shorter value may stand in a sentence of ours by chance, and is no secret. */
  private static final int SHORTEST_SECRET = 4;

  private final List<Entry> entries = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<Entry> faults = new ArrayList<>();
  private final Set<Place> places = new HashSet<>();
  private final Set<Place> muted = new HashSet<>();
  private final Map<Place, String> written = new HashMap<>();
  private final Set<Place> filled = new HashSet<>();
  private final Set<String> values = new HashSet<>();

  private record Entry(Place place, ConfigProblem problem) {}

  /** Takes note that {@code value} was filled into {@code place}, where {@code text} is written. */
  void filled(Place place, String text, String value) {
    written.put(place, text);
    values.add(value);
    for (Place at = place; filled.add(at); at = at.parent()) {}
  }

  /** Whether something at or below {@code place} was filled in. */
  boolean filledWithin(Place place) {
    return filled.contains(place);
  }

  /** What is written at {@code place}, where something was filled in; null elsewhere. */
  @Nullable String written(Place place) {
    return written.get(place);
  }

  /** What a message may show of {@code value}, which stands at {@code place}. */
  String shown(Place place, @Nullable Object value) {
    String text = written.get(place);
    return Shown.value(place, text == null ? value : text);
  }

  /** What a message may call the file that {@code place} names. */
  String shown(Place place, Path file) {
    String text = written.get(place);
    return text == null ? file.toString() : text;
  }

  /** {@code value}, which stands at {@code place}, as it was before anything was filled in. */
  Object asWritten(Place place, Object value) {
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

  private @Nullable Object item(Place place, @Nullable Object value) {
    boolean kept = value instanceof Number || value instanceof Boolean;
    return value == null || kept ? value : asWritten(place, value);
  }

  /**
   * Adds a problem, unless its place has one or is {@linkplain #mute muted}: the first is the
   * cause.
   */
  void add(Place place, String message) {
    if (!has(place)) {
      more(place, place.toString(), message);
    }
  }

  /** Adds a further problem of one place, printed with a path of its own. */
  void more(Place place, String path, String message) {
    morePlain(place, path, guarded(place, message, " does not fit once it is filled in"));
  }

  /** As {@link #add}, of a message that shows no value but by {@link #shown}. */
  void plain(Place place, String message) {
    if (!has(place)) {
      morePlain(place, place.toString(), message);
    }
  }

  /** As {@link #more}, of a message that shows no value but by {@link #shown}. */
  void morePlain(Place place, String path, String message) {
    if (muted.stream().noneMatch(place::within)) {
      places.add(place);
      entries.add(new Entry(place, new ConfigProblem(path, message)));
    }
  }

  /** {@code message}, or less where it may show what was filled in. */
  private String guarded(Place place, String message, String otherwise) {
    if (!filledWithin(place)) {
      return message;
    }
    String text = written.get(place);
    String shown = text == null ? "what it holds" : Shown.value(place, text);
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
  void mute(Place place) {
    muted.add(place);
  }

  void warn(Place place, String message) {
    warn(place, place.toString(), message);
  }

  /** Adds a further warning of one place, printed with a path of its own. */
  void warn(Place place, String path, String message) {
    String shown = guarded(place, message, " is allowed but unwise once it is filled in");
    warnings.add(new ConfigProblem(path, shown).toString());
  }

  /** As {@link #warn}, of a message that shows no value but by {@link #shown}. */
  void warnPlain(Place place, String message) {
    warnings.add(new ConfigProblem(place.toString(), message).toString());
  }

  /**
   * Adds a warning of what certainly does not do what it says, but keeps nobody from starting;
   * beside problems it is one of them.
   */
  void fault(Place place, String path, String message) {
    String shown = guarded(place, message, " does not work once it is filled in");
    ConfigProblem problem = new ConfigProblem(path, shown);
    faults.add(new Entry(place, problem));
    warnings.add(problem.toString());
  }

  boolean has(Place place) {
    return places.contains(place);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** All warnings, faults among them. */
  List<String> warnings() {
    return warnings;
  }

  List<String> faults() {
    return faults.stream().map(fault -> fault.problem().toString()).toList();
  }

  /** The places with a problem. */
  Set<Place> places() {
    return Set.copyOf(places);
  }

  /**
   * All problems and faults in the order of {@code root}'s text; one of a missing key comes where
   * its owner is.
   */
  List<ConfigProblem> inOrderOf(JsonObject root) {
    Map<Place, Integer> order = new HashMap<>();
    number(Place.ROOT, root, order);
    return Stream.concat(entries.stream(), faults.stream())
        .sorted(Comparator.comparingInt(entry -> position(entry.place(), order)))
        .map(Entry::problem)
        .toList();
  }

  private static int position(Place place, Map<Place, Integer> order) {
    Integer found = order.get(place);
    return found != null ? found : position(place.parent(), order);
  }

  private static void number(Place place, Object value, Map<Place, Integer> order) {
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
