package dev.stsbroker.sandbox.metadata;

import dev.stsbroker.sandbox.fault.Answer;
import dev.stsbroker.sandbox.metadata.SandboxMetadata.HttpTokens;
import dev.stsbroker.sandbox.rpc.StsRefusal;
import dev.stsbroker.sandbox.sts.CallContext;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests to the metadata service: with the paths, headers and statuses of ECS's
 * documentation of instance metadata, and at a credentials URI, which ECS does not have. Knows
 * nothing of faults and logs.
 */
final class MetadataEndpoint {
  /** The header that carries a token. */
  static final String TOKEN_HEADER = "X-aliyun-ecs-metadata-token";

  private static final String LIFE_HEADER = "X-aliyun-ecs-metadata-token-ttl-seconds";
  private static final String TOKEN_PATH = "/latest/api/token";
  private static final String URI_PATH = "/credentials-uri";

  /** Clients of the real service spell {@code ram} and {@code Ram}. */
  private static final Pattern CREDENTIALS_PATH =
      Pattern.compile("/latest/meta-data/[rR]am/security-credentials(?:/([^/]*))?");

  private final InstanceCredentials credentials;
  private final MetadataTokens tokens = new MetadataTokens();
  private volatile HttpTokens httpTokens = HttpTokens.OPTIONAL;

  MetadataEndpoint(InstanceCredentials credentials) {
    this.credentials = credentials;
  }

  void httpTokens(HttpTokens mode) {
    httpTokens = mode;
  }

  Answer answer(HttpServerRequest http, CallContext circumstances) {
    String path = http.path() == null ? "" : http.path();
    if (path.equals(TOKEN_PATH)) {
      return token(http, circumstances.now());
    }
    boolean metadata = path.startsWith("/latest/");
    if (!metadata && !path.equals(URI_PATH)) {
      return Answer.page(404, "Not Found");
    }
    if (!http.method().name().equals("GET")) {
      return Answer.page(405, "Method Not Allowed");
    }
    Answer refused = metadata ? refusal(http, circumstances.now()) : null;
    return refused == null ? find(path, circumstances) : refused;
  }

  private Answer token(HttpServerRequest http, Instant now) {
    if (httpTokens == HttpTokens.UNSUPPORTED) {
      return Answer.page(404, "Not Found");
    }
    if (!http.method().name().equals("PUT")) {
      return Answer.page(405, "Method Not Allowed");
    }
    if (http.headers().contains("X-Forwarded-For")) {
      return Answer.page(403, "Forbidden");
    }
    Optional<Duration> life = MetadataTokens.life(http.getHeader(LIFE_HEADER));
    return life.map(asked -> Answer.text(tokens.issue(asked, now)))
        .orElseGet(() -> Answer.page(400, "Missing or Invalid Parameters"));
  }

  /** What a request's token, or the lack of one, is refused with; null if it may pass. */
  private @Nullable Answer refusal(HttpServerRequest http, Instant now) {
    HttpTokens mode = httpTokens;
    String token = http.getHeader(TOKEN_HEADER);
    if (mode == HttpTokens.UNSUPPORTED) {
      return null;
    }
    if (token == null) {
      return mode == HttpTokens.REQUIRED ? Answer.page(403, "Forbidden") : null;
    }
    return tokens.accepts(token, now) ? null : Answer.page(401, "Unauthorized");
  }

  private Answer find(String path, CallContext circumstances) {
    Optional<String> role = credentials.roleName();
    Matcher matcher = CREDENTIALS_PATH.matcher(path);
    boolean list = matcher.matches() && (matcher.group(1) == null || matcher.group(1).isEmpty());
    if (list) {
      return role.map(Answer::text).orElseGet(() -> Answer.page(404, "Not Found"));
    }
    boolean named = matcher.matches() && role.equals(Optional.of(matcher.group(1)));
    return named || path.equals(URI_PATH) ? current(circumstances) : Answer.page(404, "Not Found");
  }

  private Answer current(CallContext circumstances) {
    try {
      return credentials
          .current(circumstances)
          .map(body -> Answer.json(200, body))
          .orElseGet(() -> Answer.page(404, "Not Found"));
    } catch (StsRefusal refusal) {
      return Answer.page(404, "Not Found: " + refusal.sentence());
    }
  }
}
