package dev.stsbroker.sandbox.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last calls, oldest first. Safe to use from any thread. */
public final class RecentCalls<T> {
  private final Deque<T> calls = new ArrayDeque<>();
  private final int most;

  public RecentCalls(int most) {
    this.most = most;
  }

  public synchronized void add(T call) {
    if (calls.size() == most) {
      calls.removeFirst();
    }
    calls.addLast(call);
  }

  public synchronized List<T> calls() {
    return List.copyOf(calls);
  }
}
