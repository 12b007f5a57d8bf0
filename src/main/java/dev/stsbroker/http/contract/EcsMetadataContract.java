package dev.stsbroker.http.contract;

import dev.stsbroker.access.Caller;
import dev.stsbroker.http.HttpFailure;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The RAM role part of ECS's instance metadata, in its two versions: with a token that was asked
 * for by PUT, or without. A profile's name is the role's name; the default profile is the role that
 * the instance has.
 *
 * <p>Where tokens are required a caller's secret stands for one: clients of version 1 can send no
 * header, and whoever can be made to fetch a URL knows no secret.
 *
 * <p>The tree is there once for all profiles and once below {@code /profile/<profile>}, where that
 * profile is the only one, for clients that take a base URL and ask for the role's name. The rest
 * of ECS's metadata is not there.
 */
public final class EcsMetadataContract implements Contract {
  private static final String NAME = "ecs-metadata";
  private static final String TOKEN_HEADER = "X-aliyun-ecs-metadata-token";
  private static final String LIFE_HEADER = "X-aliyun-ecs-metadata-token-ttl-seconds";

  private static final String TOKEN_TREE = "/latest/api/token/?";

  /** Clients spell {@code ram} and {@code Ram}; the list is asked for with and without a slash. */
  private static final String ROLES_TREE = "/latest/meta-data/(?i:ram)/security-credentials";

  private static final String ONE_PROFILE = "/profile/(?<profile>[^/]+)";
  private static final String ROLE = "/(?<role>[^/]+)/?";
  private static final Pattern TOKEN_PATH =
      Pattern.compile("/+(profile/+[^/]+/+)?latest/+api/+token/*");
  private static final Set<HttpMethod> PUT = Set.of(HttpMethod.PUT);

  private static final HttpFailure LIFE_OUT_OF_BOUNDS =
      HttpFailure.of(
          400, "InvalidParameter", LIFE_HEADER + ": missing or out of bounds (expected: 1..21600)");
  private static final HttpFailure FOREIGN =
      HttpFailure.of(404, "UnknownProfile", "there is no other profile than the path's own");

  private final CredentialHandler handler;
  private final MetadataTokens tokens;

  public EcsMetadataContract(CredentialHandler handler, MetadataTokens tokens) {
    this.handler = handler;
    this.tokens = tokens;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String usage() {
    return "PUT /latest/api/token, GET /latest/meta-data/ram/security-credentials/[<profile>];"
        + " both also below /profile/<profile>";
  }

  @Override
  public String example(String base) {
    return "ALIBABA_CLOUD_ECS_METADATA_SERVICE_ENDPOINT=" + base + "/profile/<profile>";
  }

  @Override
  public Optional<Set<HttpMethod>> methods(String path) {
    return TOKEN_PATH.matcher(path).matches() ? Optional.of(PUT) : Optional.empty();
  }

  @Override
  public void mount(Router router) {
    for (String tree : new String[] {"", ONE_PROFILE}) {
      router.putWithRegex(tree + TOKEN_TREE).handler(this::token);
      router.getWithRegex(tree + ROLES_TREE + "/?").handler(this::list);
      router.getWithRegex(tree + ROLES_TREE + ROLE).handler(this::role);
    }
  }

  private void token(RoutingContext context) {
    CredentialHandler.Exchange exchange = begin(context);
    Optional<Duration> life = MetadataTokens.life(context.request().getHeader(LIFE_HEADER));
    if (life.isEmpty()) {
      handler.refuse(exchange, Condition.NO_GUESSING, LIFE_OUT_OF_BOUNDS);
    } else {
      handler.text(exchange, caller -> tokens.issue(life.get(), key(caller)));
    }
  }

  private void list(RoutingContext context) {
    handler.name(begin(context), context.pathParam("profile"), token(context.request()));
  }

  private void role(RoutingContext context) {
    String only = context.pathParam("profile");
    String role = context.pathParam("role");
    if (only == null || only.equals(role)) {
      handler.credentials(begin(context), role, token(context.request()), Bodies::flat);
    } else {
      handler.refuse(begin(context), token(context.request()), FOREIGN);
    }
  }

  private CredentialHandler.Exchange begin(RoutingContext context) {
    return handler.begin(context.request(), NAME);
  }

  private byte @Nullable [] key(Caller caller) {
    return handler.key(caller, MetadataTokens.PURPOSE);
  }

  /** The token that is sent holds, or none has to be. */
  private Condition token(HttpServerRequest request) {
    String sent = request.getHeader(TOKEN_HEADER);
    if (sent == null && tokens.accepts(null, null)) {
      return Condition.NONE;
    }
    boolean judged = tokens.judges(sent);
    return new Condition(
        judged,
        false,
        caller ->
            tokens.accepts(sent, judged ? key(caller) : null)
                ? null
                : HttpFailure.of(401, "InvalidMetadataToken", sentence(sent)));
  }

  private static String sentence(@Nullable String sent) {
    return TOKEN_HEADER
        + (sent == null
            ? ": missing (expected: one of PUT /latest/api/token, or a profile's secret in"
                + " /key/<secret>/...)"
            : ": wrong or expired (expected: one of PUT /latest/api/token)");
  }
}
