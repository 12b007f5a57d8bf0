package dev.stsbroker.broker;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which caller made a session necessary, from its request until STS has issued the
 * session. Holds at most one entry for each session. To be used on one event loop.
 */
public final class Causes {
  private final Map<SessionKey, String> pending = new HashMap<>();

  /**
   * A caller needs the session of {@code key}; the first one counts.
   *
   * @param secretName the name of the secret it was let in with; null for one without
   */
  void asked(SessionKey key, @Nullable String secretName) {
    if (secretName != null) {
      pending.putIfAbsent(key, secretName);
    }
  }

  /** Who made the session of {@code key} necessary, which is there now, or never will be. */
  @Nullable String over(SessionKey key) {
    return pending.remove(key);
  }
}
