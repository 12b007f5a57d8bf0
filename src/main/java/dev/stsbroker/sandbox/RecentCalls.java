package dev.stsbroker.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last 10,000 calls, oldest first. Safe to use from any thread. */
final class RecentCalls<T> {
  private static final int MOST_CALLS = 10_000;

  private final Deque<T> calls = new ArrayDeque<>();

  synchronized void add(T call) {
    if (calls.size() == MOST_CALLS) {
      calls.removeFirst();
    }
    calls.addLast(call);
  }

  synchronized List<T> calls() {
    return List.copyOf(calls);
  }
}
