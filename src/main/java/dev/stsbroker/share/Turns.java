package dev.stsbroker.share;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * Things that wait for their turn: callers take turns, and within a caller its groups do. Whoever
 * has hundreds of them waiting delays another's by one turn. To be used on one thread.
 *
 * @param <T> what waits
 */
public final class Turns<T> {
  /** By caller and group; whose turn is next comes first. */
  private final Map<Object, Map<Object, Queue<T>>> waiting = new LinkedHashMap<>();

  /** Whether nothing waits. */
  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * Has {@code one} wait behind all others of its caller and group.
   *
   * @param most that may wait of one group of a caller, at least 1
   * @return whether it does; no if so many wait already
   */
  public boolean add(Object caller, Object group, T one, int most) {
    Queue<T> queue =
        waiting
            .computeIfAbsent(caller, absent -> new LinkedHashMap<>())
            .computeIfAbsent(group, absent -> new ArrayDeque<>());
    return queue.size() < most && queue.add(one);
  }

  /**
   * Takes what is next.
   *
   * @throws NoSuchElementException if nothing waits
   */
  public T next() {
    Object caller = waiting.keySet().iterator().next();
    Map<Object, Queue<T>> groups = take(waiting, caller);
    Object group = groups.keySet().iterator().next();
    Queue<T> queue = take(groups, group);
    T one = queue.remove();
    if (!queue.isEmpty()) {
      groups.put(group, queue);
    }
    if (!groups.isEmpty()) {
      waiting.put(caller, groups);
    }
    return one;
  }

  private static <V> V take(Map<Object, V> all, Object key) {
    V one = all.remove(key);
    if (one == null) {
      throw new NoSuchElementException();
    }
    return one;
  }
}
