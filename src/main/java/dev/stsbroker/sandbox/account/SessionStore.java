package dev.stsbroker.sandbox.account;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The sessions that were issued, found by their key and by their token. Ended ones are kept for an
 * hour, so that the answer to them is "expired" and not "unknown". When it is full the one that
 * ends first goes early. Safe to use from any thread.
 */
public final class SessionStore {
  private static final Duration KEPT_AFTER_END = Duration.ofHours(1);

  private final int capacity;
  private final Map<String, Session> byKeyId = new HashMap<>();
  private final Map<Secret, Session> byToken = new HashMap<>();
  private final PriorityQueue<Session> byEnd =
      new PriorityQueue<>(Comparator.comparing(Session::expiresAt));

  public SessionStore(int capacity) {
    this.capacity = capacity;
  }

  public synchronized void add(Session session, Instant now) {
    forgetEndedBefore(now.minus(KEPT_AFTER_END));
    if (byEnd.size() >= capacity) {
      forgetFirst();
    }
    byEnd.add(session);
    byKeyId.put(session.key().id(), session);
    byToken.put(tokenOf(session.key()), session);
  }

  public synchronized Optional<Session> byKeyId(String accessKeyId) {
    return Optional.ofNullable(byKeyId.get(accessKeyId));
  }

  public synchronized Optional<Session> byToken(Secret token) {
    return Optional.ofNullable(byToken.get(token));
  }

  synchronized int size() {
    return byEnd.size();
  }

  private void forgetEndedBefore(Instant end) {
    for (Session first = byEnd.peek(); first != null; first = byEnd.peek()) {
      if (!first.expiresAt().isBefore(end)) {
        return;
      }
      forgetFirst();
    }
  }

  private void forgetFirst() {
    Session first = byEnd.poll();
    if (first != null) {
      byKeyId.remove(first.key().id());
      byToken.remove(tokenOf(first.key()));
    }
  }

  private static Secret tokenOf(AccessKey key) {
    Secret token = key.securityToken();
    if (token == null) {
      throw new IllegalArgumentException("a session's key needs a token");
    }
    return token;
  }
}
