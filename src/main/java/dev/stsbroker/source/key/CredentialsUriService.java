package dev.stsbroker.source.key;

import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.io.BoundedExchange.Reply;
import dev.stsbroker.source.key.SourceSettings.CredentialsUri;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

/** Obtains sessions from a credentials URI by a plain GET. */
public final class CredentialsUriService {
  private final CredentialsUri identity;
  private final NearbyHttp http;
  private final InstantSource clock;

  public CredentialsUriService(CredentialsUri identity, NearbyHttp http, InstantSource clock) {
    this.identity = identity;
    this.http = http;
    this.clock = clock;
  }

  /** The session as it stands now. */
  public Future<SessionCredentials> session() {
    URI uri = URI.create(identity.uri().reveal());
    String shown = identity.shown();
    String host = shown == null ? uri.getHost() : shown;
    return http.ask(HttpMethod.GET, uri, host, Map.of("Accept", "application/json"))
        .map(reply -> read(host, reply))
        .recover(cause -> Future.failedFuture(IdentityProblem.of(identity, cause)));
  }

  private SessionCredentials read(String host, Reply reply) {
    if (reply.status() != 200) {
      throw IdentityProblem.status(identity, host, reply.status(), " (expected: 200)");
    }
    try {
      return SessionBody.read(reply.body().toString(), clock.instant());
    } catch (IllegalArgumentException e) {
      throw IdentityProblem.of(identity, host + ": the answer cannot be used, " + e.getMessage());
    }
  }
}
