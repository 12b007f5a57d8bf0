package dev.stsbroker.broker;

import dev.stsbroker.sts.SessionRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A named recipe for a session, as configured, with nothing left to fill in.
 *
 * @param name as jobs ask for it
 * @param identity name of the identity that assumes the role; {@link #via} names it where another
 *     profile's session does
 * @param request what STS is asked for
 * @param prefetch whether it is assumed at start and kept for good; otherwise at first use, and
 *     dropped when idle
 * @param idleAfter how long after the last use an unpinned session is dropped; zero for three
 *     lifetimes
 */
public record Profile(
    String name, String identity, SessionRequest request, boolean prefetch, Duration idleAfter) {
  /** No identity's own name has a colon. */
  private static final String VIA = "profile:";

  /** The same, assumed at start and kept for good. */
  public Profile prefetched() {
    return new Profile(name, identity, request, true, idleAfter);
  }

  /** The identity that is the session of the profile {@code base}. */
  public static String via(String base) {
    return VIA + base;
  }

  /** The profile whose session assumes the role; null if an identity of its own does. */
  public @Nullable String base() {
    return base(identity);
  }

  static @Nullable String base(String identity) {
    return identity.startsWith(VIA) ? identity.substring(VIA.length()) : null;
  }
}
