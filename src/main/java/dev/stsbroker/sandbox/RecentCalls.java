package dev.stsbroker.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last calls, oldest first. Safe to use from any thread. */
final class RecentCalls<T> {
  private final Deque<T> calls = new ArrayDeque<>();
  private final int most;

  RecentCalls(int most) {
    this.most = most;
  }

  synchronized void add(T call) {
    if (calls.size() == most) {
      calls.removeFirst();
    }
    calls.addLast(call);
  }

  synchronized List<T> calls() {
    return List.copyOf(calls);
  }
}
