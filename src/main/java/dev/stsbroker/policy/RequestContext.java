package dev.stsbroker.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The condition keys of a request: the known values of some, and the keys that the request
 * certainly lacks. All other keys are unknown.
 *
 * @param values by key, as RAM spells it; a key without values is certainly not in the request
 * @param absent further keys that are certainly not in the request; one that ends in {@code /}
 *     stands for all that begin with it
 */
public record RequestContext(Map<String, List<String>> values, Set<String> absent) {
  /** Keeps its own copies. */
  public RequestContext {
    Map<String, List<String>> copy = new HashMap<>();
    values.forEach((key, list) -> copy.put(key, List.copyOf(list)));
    values = Map.copyOf(copy);
    absent = Set.copyOf(absent);
  }

  /** These values; nothing is known of other keys. */
  public static RequestContext of(Map<String, List<String>> values) {
    return new RequestContext(values, Set.of());
  }

  /**
   * The values of a key, none if the request certainly lacks it; empty if that is not known. So is
   * a key that differs from one of the request's by its case alone: whether RAM tells them apart is
   * not documented.
   */
  Optional<List<String>> find(String key) {
    List<String> known = values.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    boolean lacking =
        absent.stream().anyMatch(one -> one.endsWith("/") ? key.startsWith(one) : key.equals(one));
    return lacking ? Optional.of(List.of()) : Optional.empty();
  }
}
