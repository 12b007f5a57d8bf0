package dev.stsbroker.sandbox.sts;

import dev.stsbroker.sandbox.account.OidcProvider;
import dev.stsbroker.sandbox.signature.Digests;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Signs OIDC tokens, as a Kubernetes cluster does for its pods. Immutable; the {@code with} methods
 * give issuers whose tokens STS refuses, each for one reason. STS knows its public key without a
 * fetch.
 *
 * <p>A token that has expired is one with a negative life.
 */
public final class TokenIssuer {
  private static final int KEY_BITS = 2048;

  private final String issuer;
  private final List<String> audiences;
  private final InstantSource clock;
  private final KeyPair keys;

  private TokenIssuer(String issuer, List<String> audiences, InstantSource clock, KeyPair keys) {
    this.issuer = issuer;
    this.audiences = List.copyOf(audiences);
    this.clock = clock;
    this.keys = keys;
  }

  /** An issuer with a new key, whose tokens are for all of the provider's client ids. */
  static TokenIssuer of(OidcProvider provider, InstantSource clock) {
    return new TokenIssuer(provider.issuer(), provider.clientIds(), clock, newKeys());
  }

  /**
   * A signed token.
   *
   * @param subject such as {@code system:serviceaccount:<namespace>:<service account>}
   * @param life how long it is valid from now on
   */
  public String token(String subject, Duration life) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    TokenClaims claims = new TokenClaims(issuer, subject, audiences, now, now, now.plus(life));
    return JsonWebToken.sign(keyId(), claims.toJson(), keys.getPrivate());
  }

  /** Signs with the same key for another audience. */
  public TokenIssuer withAudience(String audience) {
    return new TokenIssuer(issuer, List.of(audience), clock, keys);
  }

  /** Signs with the same key in the name of another issuer. */
  public TokenIssuer withIssuer(String other) {
    return new TokenIssuer(other, audiences, clock, keys);
  }

  /** Goes by a clock that is wrong; positive is ahead, so that its tokens are not valid yet. */
  public TokenIssuer withSkew(Duration skew) {
    return new TokenIssuer(issuer, audiences, () -> clock.instant().plus(skew), keys);
  }

  /** Signs with a key that STS does not know. */
  public TokenIssuer withStrangeKey() {
    return new TokenIssuer(issuer, audiences, clock, newKeys());
  }

  /** Whether a token is signed with its key, whatever the token says. */
  boolean hasSigned(JsonWebToken token) {
    return token.isSignedBy(keyId(), keys.getPublic());
  }

  private String keyId() {
    return Digests.sha256Hex(keys.getPublic().getEncoded()).substring(0, 16);
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
