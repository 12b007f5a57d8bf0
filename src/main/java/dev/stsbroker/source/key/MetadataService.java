package dev.stsbroker.source.key;

import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.io.BoundedExchange.Reply;
import dev.stsbroker.source.key.SourceSettings.EcsRamRole;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Obtains the session of the instance's role from the ECS metadata service. Asks in hardened mode
 * (version 2: a PUT for a token, which goes with each GET) and, if that fails and it is allowed,
 * without a token (version 1).
 */
public final class MetadataService {
  private static final String TOKEN_PATH = "/latest/api/token";
  private static final String ROLES_PATH = "/latest/meta-data/ram/security-credentials/";
  private static final Pattern ROLE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,4096}");

  /** The token is used at once and then forgotten: a minute is plenty (1 to 21600 s). */
  private static final Map<String, String> TOKEN_LIFE =
      Map.of("X-aliyun-ecs-metadata-token-ttl-seconds", "60");

  private final EcsRamRole identity;
  private final NearbyHttp http;
  private final InstantSource clock;

  public MetadataService(EcsRamRole identity, NearbyHttp http, InstantSource clock) {
    this.identity = identity;
    this.http = http;
    this.clock = clock;
  }

  /** The session as it stands now. */
  public Future<SessionCredentials> session() {
    return token()
        .compose(this::session)
        .recover(cause -> Future.failedFuture(IdentityProblem.of(identity, cause)));
  }

  /** The headers of a GET: with a token, or none at all. */
  private Future<Map<String, String>> token() {
    return ask(HttpMethod.PUT, TOKEN_PATH, TOKEN_LIFE)
        .map(reply -> Map.of("X-aliyun-ecs-metadata-token", tokenIn(reply)))
        .recover(
            cause ->
                identity.allowV1() ? Future.succeededFuture(Map.of()) : Future.failedFuture(cause));
  }

  private Future<SessionCredentials> session(Map<String, String> headers) {
    return roleName(headers)
        .compose(role -> ask(HttpMethod.GET, ROLES_PATH + role, headers))
        .map(reply -> read(reply));
  }

  private Future<String> roleName(Map<String, String> headers) {
    return identity.roleName() != null
        ? Future.succeededFuture(identity.roleName())
        : ask(HttpMethod.GET, ROLES_PATH, headers).map(this::roleIn);
  }

  private Future<Reply> ask(HttpMethod method, String path, Map<String, String> headers) {
    URI uri = identity.endpoint().resolve(path);
    return http.ask(method, uri, identity.shownHost(), headers)
        .map(reply -> expectOk(method, path, reply));
  }

  private Reply expectOk(HttpMethod method, String path, Reply reply) {
    if (reply.status() == 200) {
      return reply;
    }
    String what = identity.shownHost() + ": HTTP " + reply.status();
    if (method.equals(HttpMethod.PUT)) {
      throw problem(what + " to the request for a metadata token");
    }
    if (reply.status() == 404) {
      String role = path.substring(ROLES_PATH.length());
      throw problem(
          what + ": the instance has no RAM role" + (role.isEmpty() ? "" : " named " + role));
    }
    throw IdentityProblem.status(
        identity,
        identity.shownHost(),
        reply.status(),
        reply.status() == 403 ? ": refused, as without a token where it wants one" : "");
  }

  private String tokenIn(Reply reply) {
    String token = reply.body().toString().strip();
    if (!TOKEN.matcher(token).matches()) {
      throw problem("the metadata token is none");
    }
    return token;
  }

  private String roleIn(Reply reply) {
    String first = reply.body().toString().strip().lines().findFirst().orElse("");
    if (!ROLE_NAME.matcher(first).matches()) {
      throw problem("the list of RAM roles has no role's name");
    }
    return first;
  }

  private SessionCredentials read(Reply reply) {
    try {
      return SessionBody.read(reply.body().toString(), clock.instant());
    } catch (IllegalArgumentException e) {
      throw problem("the answer cannot be used, " + e.getMessage());
    }
  }

  private RuntimeException problem(String what) {
    return IdentityProblem.of(identity, what);
  }
}
