package dev.stsbroker.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests and chunks as S3's clients do, apart from the sandbox's code. */
final class S3Signer {
  static final String CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
  static final String CHUNKS_AND_SUMS = CHUNKS + "-TRAILER";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final AccessKey key;
  private final String time;
  private final String scope;
  private String before = "";

  S3Signer(AccessKey key, Instant now, String region) {
    this.key = key;
    this.time = TIME.format(now);
    this.scope = time.substring(0, 8) + "/" + region + "/s3/aws4_request";
  }

  /** A signed request to {@code 127.0.0.1}, not yet sent; all its headers are signed. */
  Map<String, String> headers(
      String method, String path, String query, String payloadHash, Map<String, String> more) {
    Map<String, String> headers = new TreeMap<>(more);
    headers.put("x-amz-date", time);
    headers.put("x-amz-content-sha256", payloadHash);
    Secret token = key.securityToken();
    if (token != null) {
      headers.put("x-amz-security-token", token.reveal());
    }
    headers.put("host", "127.0.0.1");
    StringBuilder canonical = new StringBuilder(method + "\n" + path + "\n" + query + "\n");
    headers.forEach((name, value) -> canonical.append(name + ":" + value + "\n"));
    String names = String.join(";", headers.keySet());
    canonical.append("\n" + names + "\n" + payloadHash);
    before = sign("AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical.toString()));
    headers.remove("host");
    headers.put(
        "authorization",
        "AWS4-HMAC-SHA256 Credential="
            + key.id()
            + "/"
            + scope
            + ", SignedHeaders="
            + names
            + ", Signature="
            + before);
    return headers;
  }

  /** The signature of the last request or chunk. */
  String signature() {
    return before;
  }

  /** A chunk as it is sent. */
  byte[] chunk(byte[] content) {
    before = sign(text("PAYLOAD", sha256("") + "\n" + hex(digest(content))));
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    String head = Integer.toHexString(content.length) + ";chunk-signature=" + before + "\r\n";
    sent.writeBytes(head.getBytes(UTF_8));
    sent.writeBytes(content);
    if (content.length > 0) {
      sent.writeBytes("\r\n".getBytes(UTF_8));
    }
    return sent.toByteArray();
  }

  /** A sum behind the last chunk, with its signature, as it is sent. */
  byte[] trailer(String name, String value) {
    before = sign(text("TRAILER", sha256(name + ":" + value + "\n")));
    String sent = name + ":" + value + "\r\nx-amz-trailer-signature:" + before + "\r\n\r\n";
    return sent.getBytes(UTF_8);
  }

  private String text(String kind, String rest) {
    return "AWS4-HMAC-SHA256-" + kind + "\n" + time + "\n" + scope + "\n" + before + "\n" + rest;
  }

  private String sign(String text) {
    byte[] signing = ("AWS4" + key.secret().reveal()).getBytes(UTF_8);
    for (String word : scope.split("/", -1)) {
      signing = hmac(signing, word);
    }
    return hex(hmac(signing, text));
  }

  static String sha256(String text) {
    return hex(digest(text.getBytes(UTF_8)));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] hmac(byte[] secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
