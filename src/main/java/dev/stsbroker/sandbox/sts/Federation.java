package dev.stsbroker.sandbox.sts;

import dev.stsbroker.policy.trust.Principal;
import dev.stsbroker.sandbox.account.OidcProvider;
import dev.stsbroker.sandbox.rpc.StsError;
import dev.stsbroker.sandbox.rpc.StsRefusal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The registered OIDC providers, and the verification of their tokens. Safe to use from any thread.
 */
final class Federation {
  private final Map<String, Registered> providers = new ConcurrentHashMap<>();

  private record Registered(OidcProvider provider, TokenIssuer issuer) {}

  void put(String arn, OidcProvider provider, TokenIssuer issuer) {
    providers.put(arn, new Registered(provider, issuer));
  }

  void remove(String arn) {
    providers.remove(arn);
  }

  Optional<TokenIssuer> issuer(String arn) {
    return Optional.ofNullable(providers.get(arn)).map(Registered::issuer);
  }

  /**
   * Verifies a request's token: issuer, signature, audience, time, in this order, and without
   * leeway for clocks that differ.
   *
   * @throws StsRefusal if any of it is wrong
   */
  TokenClaims verify(OidcRequest request, Instant now) {
    Registered registered = providers.get(request.providerArn());
    if (registered == null) {
      throw StsError.OIDC_PROVIDER_UNKNOWN.refusal();
    }
    TokenClaims claims = request.token().claims().orElseThrow(StsError.OIDC_TOKEN_INVALID::refusal);
    if (!claims.issuer().equals(registered.provider.issuer())) {
      throw StsError.OIDC_ISSUER.refusal();
    }
    if (!registered.issuer.hasSigned(request.token())) {
      throw StsError.OIDC_TOKEN_INVALID.refusal();
    }
    if (claims.audiences().stream().noneMatch(registered.provider.clientIds()::contains)) {
      throw StsError.OIDC_AUDIENCE.refusal();
    }
    requireTime(claims, now);
    return claims;
  }

  /** How trust policies name a provider. */
  static Principal principal(String arn) {
    return new Principal(Principal.Kind.FEDERATED, arn);
  }

  private static void requireTime(TokenClaims claims, Instant now) {
    if (!claims.expiresAt().isAfter(now)) {
      throw StsError.OIDC_TOKEN_EXPIRED.refusal();
    }
    if (claims.notBefore().isAfter(now) || claims.issuedAt().isAfter(now)) {
      throw StsError.OIDC_TOKEN_INVALID.refusal();
    }
  }
}
