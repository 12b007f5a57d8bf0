package dev.stsbroker.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Collects what is wrong with a configuration, and what is unwise. */
final class Problems {
  private final List<Entry> entries = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<Entry> faults = new ArrayList<>();
  private final Set<Place> muted = new HashSet<>();

  private record Entry(Place place, ConfigProblem problem) {}

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
    if (muted.stream().noneMatch(place::within)) {
      entries.add(new Entry(place, new ConfigProblem(path, message)));
    }
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
    warnings.add(new ConfigProblem(path, message).toString());
  }

  /**
   * Adds a warning of what certainly does not do what it says, but keeps nobody from starting;
   * beside problems it is one of them.
   */
  void fault(Place place, String path, String message) {
    ConfigProblem problem = new ConfigProblem(path, message);
    faults.add(new Entry(place, problem));
    warnings.add(problem.toString());
  }

  boolean has(Place place) {
    return entries.stream().anyMatch(entry -> entry.place().equals(place));
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
  List<Place> places() {
    return entries.stream().map(Entry::place).toList();
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
