package dev.stsbroker.http.contract;

import dev.stsbroker.http.Bodies;
import dev.stsbroker.http.Contract;
import dev.stsbroker.http.CredentialHandler;
import dev.stsbroker.http.Exchange;
import dev.stsbroker.http.HttpFailure;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
      router
          .getWithRegex(tree + ROLES_TREE + "/?")
          .handler(context -> guarded(context, this::list));
      router
          .getWithRegex(tree + ROLES_TREE + ROLE)
          .handler(context -> guarded(context, this::role));
    }
  }

  private void token(RoutingContext context) {
    Exchange exchange = handler.begin(context.request(), NAME);
    if (handler.refusesGuess(exchange)) {
      return;
    }
    MetadataTokens.life(context.request().getHeader(LIFE_HEADER))
        .ifPresentOrElse(
            life -> handler.text(exchange, tokens.issue(life, key(exchange))),
            () ->
                handler.reject(
                    exchange,
                    HttpFailure.of(
                        400,
                        "InvalidParameter",
                        LIFE_HEADER + ": missing or out of bounds (expected: 1..21600)")));
  }

  /** A guarded profile's secret comes first: with it no token is needed, without it none helps. */
  private void guarded(RoutingContext context, Consumer<Asked> answer) {
    Asked asked = new Asked(context, handler.begin(context.request(), NAME));
    Exchange exchange = asked.exchange();
    String token = context.request().getHeader(TOKEN_HEADER);
    boolean judged = tokens.judges(token);
    if ((!asked.foreign() && handler.refusesCaller(exchange, asked.profile()))
        || (judged && handler.refusesGuess(exchange))) {
      return;
    }
    if (tokens.accepts(token, judged ? key(exchange) : null)) {
      answer.accept(asked);
    } else {
      handler.reject(exchange, HttpFailure.of(401, "InvalidMetadataToken", sentence(token)));
    }
  }

  private static String sentence(@Nullable String token) {
    return TOKEN_HEADER
        + (token == null
            ? ": missing (expected: one of PUT /latest/api/token, or a profile's secret in"
                + " /key/<secret>/...)"
            : ": wrong or expired (expected: one of PUT /latest/api/token)");
  }

  private byte @Nullable [] key(Exchange exchange) {
    return handler.key(exchange, MetadataTokens.PURPOSE);
  }

  private void list(Asked asked) {
    handler.name(asked.exchange(), asked.profile());
  }

  private void role(Asked asked) {
    if (asked.foreign()) {
      handler.reject(
          asked.exchange(),
          HttpFailure.of(404, "UnknownProfile", "there is no other profile than the path's own"));
    } else {
      handler.credentials(asked.exchange(), asked.profile(), Bodies::flat);
    }
  }

  private record Asked(RoutingContext context, Exchange exchange) {
    /** The profile's name in the path; null if there is none. */
    @Nullable String profile() {
      String role = context.pathParam("role");
      return role == null ? context.pathParam("profile") : role;
    }

    /** Whether it is asked for in another profile's tree. */
    boolean foreign() {
      String only = context.pathParam("profile");
      return only != null && !only.equals(profile());
    }
  }
}
