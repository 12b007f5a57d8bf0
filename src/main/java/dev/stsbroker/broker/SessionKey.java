package dev.stsbroker.broker;

import dev.stsbroker.sts.SessionRequest;

/**
 * Everything that decides a session, and nothing else: two equal keys may share one, unequal ones
 * never do.
 *
 * @param profile the profile it belongs to, so that no two profiles share a session
 * @param identity the identity that assumes the role, or the profile whose session does
 * @param request role, session name, duration, policy, external id and source identity
 */
public record SessionKey(String profile, String identity, SessionRequest request) {
  static SessionKey of(Profile profile) {
    return new SessionKey(profile.name(), profile.identity(), profile.request());
  }
}
