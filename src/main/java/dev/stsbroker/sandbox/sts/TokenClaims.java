package dev.stsbroker.sandbox.sts;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The registered claims (RFC 7519, 4.1) that STS reads of a token.
 *
 * @param issuer {@code iss}
 * @param subject {@code sub}
 * @param audiences {@code aud}, one or more
 * @param issuedAt {@code iat}
 * @param notBefore {@code nbf}; {@code iat} if it is missing
 * @param expiresAt {@code exp}
 */
record TokenClaims(
    String issuer,
    String subject,
    List<String> audiences,
    Instant issuedAt,
    Instant notBefore,
    Instant expiresAt) {
  /** Copies the list. */
  TokenClaims {
    audiences = List.copyOf(audiences);
  }

  /** Reads them; empty if one is missing or of the wrong type. */
  static Optional<TokenClaims> read(JsonObject claims) {
    try {
      Instant issuedAt = seconds(claims.getValue("iat"));
      return Optional.of(
          new TokenClaims(
              text(claims.getValue("iss")),
              text(claims.getValue("sub")),
              texts(claims.getValue("aud")),
              issuedAt,
              claims.containsKey("nbf") ? seconds(claims.getValue("nbf")) : issuedAt,
              seconds(claims.getValue("exp"))));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** As the claims set of a token. */
  JsonObject toJson() {
    return new JsonObject()
        .put("iss", issuer)
        .put("sub", subject)
        .put("aud", new JsonArray(audiences))
        .put("iat", issuedAt.getEpochSecond())
        .put("nbf", notBefore.getEpochSecond())
        .put("exp", expiresAt.getEpochSecond());
  }

  /** As condition keys of a trust policy. */
  Map<String, List<String>> context() {
    return Map.of("oidc:iss", List.of(issuer), "oidc:sub", List.of(subject), "oidc:aud", audiences);
  }

  /** As {@code OIDCTokenInfo} of an answer. */
  JsonObject info() {
    return new JsonObject()
        .put("Subject", subject)
        .put("Issuer", issuer)
        .put("ClientIds", String.join(",", audiences))
        .put("ExpirationTime", expiresAt.toString())
        .put("IssuanceTime", issuedAt.toString())
        .put("VerificationInfo", "Success");
  }

  private static String text(Object value) {
    if (value instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw new IllegalArgumentException("not a text");
  }

  private static List<String> texts(Object value) {
    return value instanceof JsonArray array && !array.isEmpty()
        ? array.stream().map(TokenClaims::text).toList()
        : List.of(text(value));
  }

  private static Instant seconds(Object value) {
    if (value instanceof Number number) {
      return Instant.ofEpochSecond(number.longValue());
    }
    throw new IllegalArgumentException("not a number of seconds");
  }
}
