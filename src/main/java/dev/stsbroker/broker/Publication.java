package dev.stsbroker.broker;

import dev.stsbroker.credential.SessionCredentials;

/**
 * Receives every new session, its secrets included, for parts that pass credentials on without a
 * request, such as files. Events never carry secrets.
 */
public interface Publication {
  /** {@code profile} has new credentials from now on. Called on the event loop; must not block. */
  void published(String profile, SessionCredentials credentials);
}
