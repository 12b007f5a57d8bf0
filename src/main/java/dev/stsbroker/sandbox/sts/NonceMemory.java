package dev.stsbroker.sandbox.sts;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The nonces of good signatures, each kept for as long as its timestamp would be accepted again.
 * When it is full the one that would go first goes early. Used by one thread.
 */
final class NonceMemory {
  private final int capacity;
  private final Set<Used> used = new HashSet<>();
  private final PriorityQueue<Kept> queue = new PriorityQueue<>(Comparator.comparing(Kept::until));

  private record Used(String accessKeyId, String nonce) {}

  private record Kept(Used used, Instant until) {}

  NonceMemory(int capacity) {
    this.capacity = capacity;
  }

  /** Remembers a nonce until {@code until}; false if it is remembered already. */
  boolean remember(String accessKeyId, String nonce, Instant now, Instant until) {
    forgetUntil(now);
    Used entry = new Used(accessKeyId, nonce);
    if (!used.add(entry)) {
      return false;
    }
    queue.add(new Kept(entry, until));
    if (queue.size() > capacity) {
      forgetFirst();
    }
    return true;
  }

  int size() {
    return used.size();
  }

  private void forgetUntil(Instant now) {
    for (Kept first = queue.peek(); first != null; first = queue.peek()) {
      if (!first.until().isBefore(now)) {
        return;
      }
      forgetFirst();
    }
  }

  private void forgetFirst() {
    Kept first = queue.poll();
    if (first != null) {
      used.remove(first.used());
    }
  }
}
