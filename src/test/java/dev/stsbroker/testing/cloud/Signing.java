package dev.stsbroker.testing.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.credential.AccessKey;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of both signature schemes, written apart from the sandbox's. */
public final class Signing {
  private Signing() {}

  public static String rpc(AccessKey key, String method, Map<String, String> parameters) {
    String algorithm =
        "HMAC-SHA256".equals(parameters.get("SignatureMethod")) ? "HmacSHA256" : "HmacSHA1";
    String text = method + "&%2F&" + encode(query(new TreeMap<>(parameters)));
    return Base64.getEncoder().encodeToString(hmac(algorithm, key.secret().reveal() + "&", text));
  }

  public static String acs3(
      AccessKey key,
      String method,
      Map<String, String> query,
      NavigableMap<String, String> headers) {
    String lines =
        headers.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(Collectors.joining());
    String names = String.join(";", headers.keySet());
    String canonical =
        String.join(
            "\n",
            method,
            "/",
            query(new TreeMap<>(query)),
            lines,
            names,
            headers.getOrDefault("x-acs-content-sha256", ""));
    String text = "ACS3-HMAC-SHA256\n" + sha256(canonical);
    String signature = HexFormat.of().formatHex(hmac("HmacSHA256", key.secret().reveal(), text));
    return "ACS3-HMAC-SHA256 Credential="
        + key.id()
        + ",SignedHeaders="
        + names
        + ",Signature="
        + signature;
  }

  public static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  public static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static byte[] hmac(String algorithm, String key, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), algorithm));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
