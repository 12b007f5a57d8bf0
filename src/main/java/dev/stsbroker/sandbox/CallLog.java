package dev.stsbroker.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The last calls, and how many there were of each outcome. Safe to use from any thread. */
final class CallLog {
  private static final int MOST_CALLS = 10_000;

  /** Scripted refusals may have any code, so the codes that are counted are bounded too. */
  private static final int MOST_OUTCOMES = 1_000;

  private final Deque<StsCall> calls = new ArrayDeque<>();
  private final Map<String, Long> outcomes = new TreeMap<>();

  synchronized void add(StsCall call) {
    if (calls.size() == MOST_CALLS) {
      calls.removeFirst();
    }
    calls.addLast(call);
    if (outcomes.size() < MOST_OUTCOMES || outcomes.containsKey(call.outcome())) {
      outcomes.merge(call.outcome(), 1L, Long::sum);
    }
  }

  synchronized List<StsCall> calls() {
    return List.copyOf(calls);
  }

  synchronized Map<String, Long> outcomes() {
    return Map.copyOf(outcomes);
  }
}
