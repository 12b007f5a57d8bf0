package dev.stsbroker.sandbox.fault;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * The faults of a service, call by call: first the queued ones in order, one for each call, then
 * the permanent one. Safe to use from any thread.
 */
public final class FaultScript {
  private final Queue<Fault> queued = new ArrayDeque<>();
  private final Set<Runnable> held = new LinkedHashSet<>();
  private Fault lasting = FaultKind.NONE;
  private boolean recovered;

  public FaultScript() {}

  /** Queues a fault for one call. */
  public synchronized FaultScript next(Fault fault) {
    queued.add(fault);
    recovered = false;
    return this;
  }

  /** Queues a fault for {@code calls} calls. */
  public synchronized FaultScript forNext(int calls, Fault fault) {
    for (int i = 0; i < calls; i++) {
      next(fault);
    }
    return this;
  }

  /** Queues a call that goes well. */
  public FaultScript nextWell() {
    return next(FaultKind.NONE);
  }

  /** Lets every call go wrong that no queued fault is for; replaces the lasting fault before. */
  public synchronized FaultScript always(Fault fault) {
    lasting = fault;
    recovered = false;
    return this;
  }

  /** Ends all misbehaviour from the next call on; calls that hang go on hanging. */
  public synchronized FaultScript clear() {
    queued.clear();
    lasting = FaultKind.NONE;
    return this;
  }

  /**
   * Ends all misbehaviour at once: answers the calls that hang, and those that were told to hang
   * and have not begun to.
   */
  public void recover() {
    synchronized (this) {
      clear();
      recovered = true;
    }
    release();
  }

  /** Answers the calls that hang; returns how many they were. */
  public int release() {
    List<Runnable> released;
    synchronized (this) {
      released = List.copyOf(held);
      held.clear();
    }
    released.forEach(Runnable::run);
    return released.size();
  }

  /** How many calls hang now. */
  public synchronized int hanging() {
    return held.size();
  }

  public synchronized Fault take() {
    Fault fault = queued.poll();
    return fault == null ? lasting : fault;
  }

  void hold(Runnable answer) {
    synchronized (this) {
      if (!recovered) {
        held.add(answer);
        return;
      }
    }
    answer.run();
  }

  synchronized void forget(Runnable answer) {
    held.remove(answer);
  }
}
