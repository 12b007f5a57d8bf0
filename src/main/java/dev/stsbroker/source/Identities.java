package dev.stsbroker.source;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The identities in use, by name: whoever assumes a role finds its identity here. A reload replaces
 * the content as a whole. Used from one event loop.
 */
public final class Identities {
  private Content content = new Content(Map.of(), Set.of(), Set.of());

  /**
   * The identities of one configuration.
   *
   * @param byName all of them, those that are profiles' sessions included
   * @param configured names of those that the configuration has
   * @param used names of those that profiles are assumed with; a profile's session may be nobody's
   *     identity
   */
  public record Content(Map<String, Identity> byName, Set<String> configured, Set<String> used) {
    /** Keeps its own copies. */
    public Content {
      byName = Map.copyOf(byName);
      configured = Set.copyOf(configured);
      used = Set.copyOf(used);
    }

    /** All but {@code names}. */
    public Map<String, Identity> without(Set<String> names) {
      Map<String, Identity> others = new TreeMap<>(byName);
      others.keySet().removeAll(names);
      return others;
    }
  }

  /** Has {@code next} in use from now on, and nothing else. */
  public void use(Content next) {
    content = next;
  }

  /** What is in use. */
  public Content content() {
    return content;
  }

  /** The identity called {@code name}; null if there is none. */
  public @Nullable Identity get(String name) {
    return content.byName().get(name);
  }

  /** Those that the configuration names. */
  public List<Identity> configured() {
    return content.configured().stream().map(this::get).filter(Objects::nonNull).toList();
  }

  /** Those that the configuration names, and profiles' sessions that others are assumed with. */
  public SortedMap<String, Identity> inUse() {
    SortedMap<String, Identity> those = new TreeMap<>(content.byName());
    those
        .keySet()
        .removeIf(name -> !content.configured().contains(name) && !content.used().contains(name));
    return those;
  }
}
