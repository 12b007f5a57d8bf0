package dev.stsbroker.sandbox.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.sandbox.signature.Digests;
import dev.stsbroker.sandbox.signature.PercentEncoding;
import dev.stsbroker.secret.Secret;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The signature in the {@code Authorization} header, ACS3-HMAC-SHA256, as Alibaba Cloud documents
 * it; the order of the header's attributes is free, since its Java SDK does not keep the documented
 * one.
 */
final class Acs3Signature {
  /** The scheme's name, first word of the header. */
  static final String SCHEME = "ACS3-HMAC-SHA256";

  private static final Pattern ATTRIBUTE =
      Pattern.compile("(Credential|SignedHeaders|Signature)=([^,\\s]+)");

  private Acs3Signature() {}

  /**
   * What an {@code Authorization} header says.
   *
   * @param accessKeyId who signed
   * @param signedHeaders lower-case names, in the order they were signed
   * @param signature lower-case hex
   */
  record Authorization(String accessKeyId, List<String> signedHeaders, String signature) {
    /** Reads the header; empty if an attribute is missing. */
    static Optional<Authorization> parse(String header) {
      Map<String, String> attributes = new HashMap<>();
      Matcher matcher = ATTRIBUTE.matcher(header.substring(SCHEME.length()));
      while (matcher.find()) {
        attributes.put(matcher.group(1), matcher.group(2));
      }
      String id = attributes.get("Credential");
      String names = attributes.get("SignedHeaders");
      String signature = attributes.get("Signature");
      if (id == null || names == null || signature == null) {
        return Optional.empty();
      }
      List<String> signed = List.of(names.toLowerCase(Locale.ROOT).split(";", -1));
      return Optional.of(new Authorization(id, signed, signature));
    }
  }

  /**
   * What is hashed before it is signed.
   *
   * @param signedHeaders names in signing order; one that is not in the request counts as empty
   */
  static String canonicalRequest(RpcRequest request, List<String> signedHeaders) {
    StringBuilder headers = new StringBuilder();
    for (String name : signedHeaders) {
      headers.append(name).append(':').append(request.header(name).strip()).append('\n');
    }
    return String.join(
        "\n",
        request.httpMethod(),
        request.path(),
        PercentEncoding.canonicalQuery(request.query()),
        headers,
        String.join(";", signedHeaders),
        Digests.sha256Hex(request.body().getBytes()));
  }

  /** What is signed. */
  static String stringToSign(String canonicalRequest) {
    return SCHEME + "\n" + Digests.sha256Hex(canonicalRequest.getBytes(UTF_8));
  }

  /** The signature in lower-case hex; the key of the hash is the secret alone. */
  static String sign(Secret secret, String stringToSign) {
    return HexFormat.of().formatHex(Digests.hmac("HmacSHA256", secret.reveal(), stringToSign));
  }
}
