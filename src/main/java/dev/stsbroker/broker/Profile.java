package dev.stsbroker.broker;

import dev.stsbroker.sts.SessionRequest;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configured profile: a name, and the recipe for its session or, with parameters or values of
 * callers, for one session for each set of values.
 *
 * @param name as jobs ask for it
 * @param identity name of the identity that assumes the role; {@link #via} names it where another
 *     profile's session does
 * @param recipe how what STS is asked for comes about
 * @param prefetch whether it is assumed at start and kept for good; otherwise at first use, and
 *     dropped when idle
 * @param idleAfter how long after the last use an unpinned session is dropped; zero for three
 *     lifetimes
 */
public record Profile(
    String name, String identity, Recipe recipe, boolean prefetch, Duration idleAfter) {
  /** No identity's own name has a colon. */
  private static final String VIA = "profile:";

  /** The same profile, prefetched. */
  public Profile prefetched() {
    return new Profile(name, identity, recipe, true, idleAfter);
  }

  /** A profile of one session. */
  public Profile(
      String name, String identity, SessionRequest request, boolean prefetch, Duration idleAfter) {
    this(name, identity, new Recipe.Fixed(request, Map.of()), prefetch, idleAfter);
  }

  /** Whether jobs have to supply values: it has no session before they do. */
  public boolean takesParameters() {
    return !recipe.parameters().isEmpty();
  }

  /** Whether callers have sessions of their own: it has none before one is known. */
  public boolean takesCaller() {
    return !recipe.caller().isEmpty();
  }

  /** Whether it has a session for each set of values, of jobs or of callers. */
  public boolean takesValues() {
    return takesParameters() || takesCaller();
  }

  /**
   * The request to STS.
   *
   * @throws IllegalStateException if that depends on values
   */
  public SessionRequest request() {
    if (recipe instanceof Recipe.Fixed fixed) {
      return fixed.request();
    }
    throw new IllegalStateException("what profile " + name + " asks for depends on values");
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
