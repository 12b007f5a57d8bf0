package dev.stsbroker.share;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * Counts what each caller holds of a number that is bounded in all. Who holds the most gives one up
 * when there is no room: so nobody loses one to a caller that holds more. To be used on one thread.
 */
public final class Holdings {
  private final Map<Object, Integer> counts = new HashMap<>();
  private int all;

  /** {@code caller} holds one more. */
  public void add(Object caller) {
    counts.merge(caller, 1, Integer::sum);
    all++;
  }

  /** {@code caller} holds one less; it holds at least one. */
  public void remove(Object caller) {
    counts.computeIfPresent(caller, (one, count) -> count > 1 ? count - 1 : null);
    all--;
  }

  /** What all callers hold together. */
  public int all() {
    return all;
  }

  /** What {@code caller} holds. */
  public int of(Object caller) {
    return counts.getOrDefault(caller, 0);
  }

  /** All that hold something, who holds the most first. */
  public List<Object> largestFirst() {
    return counts.entrySet().stream()
        .sorted(Entry.<Object, Integer>comparingByValue().reversed())
        .<Object>map(Entry::getKey)
        .toList();
  }
}
