package dev.stsbroker.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which caller made a session necessary, from its request until STS has issued the
 * session. Holds at most one entry for each session. To be used on one event loop.
 */
public final class Causes {
  private final Function<String, @Nullable String> caller;
  private final Map<SessionKey, String> pending = new HashMap<>();

  /**
   * @param caller the name of the secret of the caller that is just asking for a profile; null for
   *     one without
   */
  public Causes(Function<String, @Nullable String> caller) {
    this.caller = caller;
  }

  /** The caller that is just asking needs the session of {@code key}; the first one counts. */
  void asked(SessionKey key) {
    String name = caller.apply(key.profile());
    if (name != null) {
      pending.putIfAbsent(key, name);
    }
  }

  /** Who made the session of {@code key} necessary, which is there now, or never will be. */
  @Nullable String over(SessionKey key) {
    return pending.remove(key);
  }
}
