package dev.stsbroker.broker;

import dev.stsbroker.credential.SessionCredentials;

/**
 * Told every new session with all that is secret about it, which events never carry: for those that
 * hand credentials on without being asked.
 */
public interface Publication {
  /** {@code profile} has new credentials from now on. Called on the event loop; must not block. */
  void published(String profile, SessionCredentials credentials);
}
