package dev.stsbroker.credential;

import java.time.Instant;

/** Something issued that ends. */
public interface Expiring {
  /** When its life began. */
  Instant issuedAt();

  /** When its life ends; it is of no use from then on. */
  Instant expiresAt();
}
