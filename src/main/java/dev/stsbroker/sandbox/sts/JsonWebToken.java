package dev.stsbroker.sandbox.sts;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;

/**
 * A signed JSON Web Token in its compact form (RFC 7519, RFC 7515), not verified. RS256 is the only
 * algorithm: it is what Kubernetes signs with.
 */
public final class JsonWebToken {
  private static final String ALGORITHM = "RS256";
  private static final String JAVA_ALGORITHM = "SHA256withRSA";
  private static final int PARTS = 3;

  private final JsonObject header;
  private final JsonObject claims;
  private final byte[] signed;
  private final byte[] signature;

  private JsonWebToken(JsonObject header, JsonObject claims, byte[] signed, byte[] signature) {
    this.header = header;
    this.claims = claims;
    this.signed = signed;
    this.signature = signature;
  }

  /** Takes a token apart; empty if it is none. */
  static Optional<JsonWebToken> parse(String compact) {
    String[] parts = compact.split("\\.", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    try {
      byte[] signed = (parts[0] + "." + parts[1]).getBytes(US_ASCII);
      byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
      return Optional.of(new JsonWebToken(json(parts[0]), json(parts[1]), signed, signature));
    } catch (IllegalArgumentException | DecodeException e) {
      return Optional.empty();
    }
  }

  /** The compact form of a new token. */
  static String sign(String keyId, JsonObject claims, PrivateKey key) {
    JsonObject header = new JsonObject().put("alg", ALGORITHM).put("kid", keyId).put("typ", "JWT");
    String signed = base64(header.encode().getBytes(UTF_8));
    signed = signed + "." + base64(claims.encode().getBytes(UTF_8));
    try {
      Signature signature = Signature.getInstance(JAVA_ALGORITHM);
      signature.initSign(key);
      signature.update(signed.getBytes(US_ASCII));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether it names this key, names the right algorithm and is signed with the key. */
  boolean isSignedBy(String keyId, PublicKey key) {
    if (!ALGORITHM.equals(header.getValue("alg")) || !keyId.equals(header.getValue("kid"))) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(JAVA_ALGORITHM);
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** What it claims; empty if a claim is missing or of the wrong type. */
  Optional<TokenClaims> claims() {
    return TokenClaims.read(claims);
  }

  /** Without anything of the token: who has it is who it names. */
  @Override
  public String toString() {
    return "JsonWebToken";
  }

  private static JsonObject json(String part) {
    return new JsonObject(new String(Base64.getUrlDecoder().decode(part), UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
