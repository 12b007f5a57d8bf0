package dev.stsbroker.broker;

import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.event.SessionFacts;
import dev.stsbroker.sts.SessionRequest;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a session by everything that decides it, and by nothing else: requests with equal keys
 * share a session, others never do. Hashed once, since a profile keeps its key and every read looks
 * it up.
 */
public final class SessionKey {
  private final String profile;
  private final String identity;
  private final SessionRequest request;
  private final Map<String, String> values;
  private final int hash;

  /**
   * @param profile the profile it belongs to, so that no two profiles share a session
   * @param identity the identity that assumes the role, or the profile whose session does
   * @param request role, session name, duration, policy, external id and source identity
   * @param values of the profile's parameters, by name; empty for a profile without
   */
  public SessionKey(
      String profile, String identity, SessionRequest request, Map<String, String> values) {
    this.profile = profile;
    this.identity = identity;
    this.request = request;
    this.values = Map.copyOf(values);
    this.hash = Objects.hash(profile, identity, request, this.values);
  }

  /** The profile it belongs to. */
  public String profile() {
    return profile;
  }

  /** The identity that assumes the role, or the profile whose session does. */
  public String identity() {
    return identity;
  }

  /** What STS is asked for. */
  public SessionRequest request() {
    return request;
  }

  /** The values of the profile's parameters, by name. */
  public Map<String, String> values() {
    return values;
  }

  /** What may be told of {@code credentials}, which were issued for this. */
  public SessionFacts facts(SessionCredentials credentials) {
    return new SessionFacts(
        profile,
        request.role().value(),
        request.sessionName(),
        values,
        credentials.accessKey().id(),
        credentials.expiresAt(),
        credentials.requestId());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof SessionKey that
            && hash == that.hash
            && profile.equals(that.profile)
            && identity.equals(that.identity)
            && request.equals(that.request)
            && values.equals(that.values));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "SessionKey[" + profile + ", " + identity + ", " + request + ", " + values + "]";
  }
}
