package dev.stsbroker.sandbox.rpc;

import dev.stsbroker.sandbox.signature.Digests;
import dev.stsbroker.sandbox.signature.PercentEncoding;
import dev.stsbroker.secret.Secret;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The signature of RPC-style requests, version 1.0, as Alibaba Cloud documents it: the query and
 * form parameters are decoded, sorted and encoded anew, since clients disagree on the encoding they
 * send.
 */
final class RpcSignature {
  /** The value of {@code SignatureVersion}. */
  static final String VERSION = "1.0";

  private static final Map<String, String> ALGORITHMS =
      Map.of("HMAC-SHA1", "HmacSHA1", "HMAC-SHA256", "HmacSHA256");

  private RpcSignature() {}

  /** The Java name of a {@code SignatureMethod}; empty if it is not supported. */
  static Optional<String> algorithm(String signatureMethod) {
    return Optional.ofNullable(ALGORITHMS.get(signatureMethod));
  }

  /** What is signed: every parameter but the signature itself. */
  static String stringToSign(String httpMethod, Map<String, String> parameters) {
    Map<String, String> signed = new TreeMap<>(parameters);
    signed.remove("Signature");
    return httpMethod + "&%2F&" + PercentEncoding.encode(PercentEncoding.canonicalQuery(signed));
  }

  /** The signature in Base64; the key of the hash is the secret followed by an ampersand. */
  static String sign(Secret secret, String algorithm, String stringToSign) {
    return Base64.getEncoder()
        .encodeToString(Digests.hmac(algorithm, secret.reveal() + "&", stringToSign));
  }
}
