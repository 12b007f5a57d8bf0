package dev.stsbroker.sandbox.sts;

import dev.stsbroker.sandbox.rpc.StsCall;
import dev.stsbroker.sandbox.server.RecentCalls;
import dev.stsbroker.sandbox.server.SandboxMemory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The last calls, and how many there were of each outcome. Safe to use from any thread. */
final class CallLog {
  /** Scripted refusals may have any code, so the codes that are counted are bounded too. */
  private static final int MOST_OUTCOMES = 1_000;

  private final RecentCalls<StsCall> calls = new RecentCalls<>(SandboxMemory.ofProcess().calls());
  private final Map<String, Long> outcomes = new TreeMap<>();

  synchronized void add(StsCall call) {
    calls.add(call);
    if (outcomes.size() < MOST_OUTCOMES || outcomes.containsKey(call.outcome())) {
      outcomes.merge(call.outcome(), 1L, Long::sum);
    }
  }

  List<StsCall> calls() {
    return calls.calls();
  }

  synchronized Map<String, Long> outcomes() {
    return Map.copyOf(outcomes);
  }
}
