package dev.stsbroker.broker;

import dev.stsbroker.credential.Expiring;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.event.SessionFacts;
import java.time.Instant;

/**
 * Credentials together with the bytes that callers are sent, which are made once, when STS issues
 * the credentials.
 *
 * @param credentials as STS issued them
 * @param facts what may be told of them
 * @param rendered what is written to callers
 * @param <R> the rendered form; the broker does not look into it
 */
public record Issued<R>(SessionCredentials credentials, SessionFacts facts, R rendered)
    implements Expiring {
  @Override
  public Instant issuedAt() {
    return credentials.issuedAt();
  }

  @Override
  public Instant expiresAt() {
    return credentials.expiresAt();
  }

  @Override
  public String toString() {
    return "Issued[" + credentials.accessKey().id() + ", expires " + credentials.expiresAt() + "]";
  }
}
