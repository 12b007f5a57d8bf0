package dev.stsbroker.audit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets so many lines of one group through in a minute, and counts the others by kind, so that
 * nobody fills the disk, or uses up what is for others.
 *
 * @param <K> what lines that are not written are counted by
 */
final class MinuteBudget<K> {
  /** Groups in a minute, and kinds; what comes later shares one. */
  private static final int MOST = 1_000;

  private final int lines;
  private final K other;
  private final Map<Object, Integer> used = new HashMap<>();
  private final Map<K, Long> counted = new LinkedHashMap<>();

  /**
   * @param lines of one group in a minute
   * @param other the kind that is counted where there are too many
   */
  MinuteBudget(int lines, K other) {
    this.lines = lines;
    this.other = other;
  }

  /** Whether one more line of {@code group} may be written. */
  boolean admits(Object group) {
    Object known = used.containsKey(group) || used.size() < MOST ? group : other;
    return used.merge(known, 1, (a, b) -> Math.min(lines + 1, a + b)) <= lines;
  }

  /** Counts one that was not written. */
  void count(K kind) {
    K known = counted.containsKey(kind) || counted.size() < MOST ? kind : other;
    counted.merge(known, 1L, Long::sum);
  }

  /** What was counted; begins a new minute. */
  Map<K, Long> next() {
    Map<K, Long> all = new LinkedHashMap<>(counted);
    counted.clear();
    used.clear();
    return all;
  }
}
