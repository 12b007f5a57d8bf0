package dev.stsbroker.broker;

import dev.stsbroker.event.CallerFacts;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which caller made a session necessary, from its request until STS has issued the
 * session. Holds at most one entry for each session. To be used on one event loop.
 */
public final class Causes {
  private final Map<SessionKey, CallerFacts> pending = new HashMap<>();

  /** {@code caller} needs the session of {@code key}; the first one counts. */
  void asked(SessionKey key, CallerFacts caller) {
    pending.putIfAbsent(key, caller);
  }

  /** Who made the session of {@code key} necessary, which is there now, or never will be. */
  @Nullable CallerFacts over(SessionKey key) {
    return pending.remove(key);
  }
}
