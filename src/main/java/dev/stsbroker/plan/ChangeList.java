package dev.stsbroker.plan;

import dev.stsbroker.event.ConfigDifference.Item;
import dev.stsbroker.event.ConfigDifference.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects what changes of one thing. */
final class ChangeList {
  private static final String NONE = "none";

  private final List<Item> items = new ArrayList<>();

  /** A change that gives nobody more and takes nothing away. */
  void told(String what, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      plain(change(what, before, after));
    }
  }

  /** Likewise, in words of its own. */
  void plain(String text) {
    items.add(new Item(text, false, false));
  }

  /** A change by which more may be done; {@code why} says what. */
  void wider(String text, String why) {
    items.add(new Item(text + " (wider: " + why + ")", true, false));
  }

  /** A change by which something is not answered any more; {@code why} says what. */
  void lost(String text, String why) {
    items.add(new Item(text + " (breaks: " + why + ")", false, true));
  }

  /** A change that does both, or may. */
  void both(String text, String why) {
    items.add(new Item(text + " (wider, and breaks: " + why + ")", true, true));
  }

  /** Tells every one of some settings that differs. */
  void settings(SortedMap<String, String> before, SortedMap<String, String> after) {
    names(before, after).forEach(name -> told(name, before.get(name), after.get(name)));
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /** The line, if there is anything to tell. */
  Stream<Line> line(String subject) {
    return items.isEmpty() ? Stream.empty() : Stream.of(new Line(subject, items));
  }

  static String change(String what, @Nullable Object before, @Nullable Object after) {
    return what
        + " "
        + Objects.requireNonNullElse(before, NONE)
        + " -> "
        + Objects.requireNonNullElse(after, NONE);
  }

  /** The names in either, in alphabetical order. */
  static Set<String> names(SortedMap<String, ?> before, SortedMap<String, ?> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    return names;
  }
}
