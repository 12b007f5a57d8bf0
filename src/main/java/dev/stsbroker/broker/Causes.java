package dev.stsbroker.broker;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which callers made sessions necessary, from their request until STS has issued them. Holds no
 * more than there are sessions. Used from one event loop.
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
