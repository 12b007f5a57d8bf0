package dev.stsbroker.sink;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.secret.Secret;
import java.time.Duration;
import java.time.Instant;

/** Credentials as STS issues them. */
final class Sessions {
  static final Instant ISSUED = Instant.parse("2026-01-02T02:04:05Z");

  private Sessions() {}

  /** The {@code number}th session; all three of its parts tell which. */
  static SessionCredentials number(int number) {
    return of(
        "STS.N" + number,
        "secret+" + number + "/x=",
        "CAIS" + number + "+/==",
        Duration.ofHours(1));
  }

  static SessionCredentials lasting(Duration life) {
    return of("STS.NTx", "secret", "CAIS", life);
  }

  static SessionCredentials withToken(String token) {
    return of("STS.NTx", "secret", token, Duration.ofHours(1));
  }

  private static SessionCredentials of(String id, String secret, String token, Duration life) {
    AccessKey key = new AccessKey(id, Secret.of(secret), Secret.of(token));
    return new SessionCredentials(key, ISSUED, ISSUED.plus(life), "request");
  }
}
