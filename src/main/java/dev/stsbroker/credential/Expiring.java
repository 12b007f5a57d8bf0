package dev.stsbroker.credential;

import java.time.Instant;

/** A value that is issued at one time and ends at another. */
public interface Expiring {
  /** When its life began. */
  Instant issuedAt();

  /** When its life ends; it is of no use from then on. */
  Instant expiresAt();
}
