package dev.stsbroker.broker;

import dev.stsbroker.sts.SessionRequest;
import java.util.Map;

/**
 * Identifies a session by everything that decides it, and by nothing else: requests with equal keys
 * share a session, others never do.
 *
 * @param profile the profile it belongs to, so that no two profiles share a session
 * @param identity the identity that assumes the role, or the profile whose session does
 * @param request role, session name, duration, policy, external id and source identity
 * @param values of the profile's parameters, by name
 */
public record SessionKey(
    String profile, String identity, SessionRequest request, Map<String, String> values) {
  /** Of a profile without parameters. */
  public SessionKey(String profile, String identity, SessionRequest request) {
    this(profile, identity, request, Map.of());
  }

  static SessionKey of(Profile profile) {
    Recipe.Fixed recipe = profile.fixed();
    return new SessionKey(profile.name(), profile.identity(), recipe.request(), recipe.values());
  }
}
