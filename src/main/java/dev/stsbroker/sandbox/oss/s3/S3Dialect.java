package dev.stsbroker.sandbox.oss.s3;

import dev.stsbroker.sandbox.oss.request.OssAnswer;
import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * S3's names for what OSS has. OSS answers S3's clients on the same endpoint: who signs in S3's way
 * names headers in S3's way and is answered so. What S3 has and OSS has not is refused.
 */
public final class S3Dialect {
  private static final String PREFIX = "x-amz-";
  private static final String METADATA = "x-amz-meta-";

  /** Headers that mean the same with OSS's prefix. */
  private static final Set<String> SAME =
      Set.of(
          "copy-source",
          "copy-source-range",
          "copy-source-if-match",
          "copy-source-if-none-match",
          "copy-source-if-modified-since",
          "copy-source-if-unmodified-since",
          "metadata-directive",
          "server-side-encryption",
          "tagging");

  /** Headers that change nothing, or are looked at elsewhere: {@link S3Payload}. */
  private static final Set<String> NEUTRAL =
      Set.of(
          "content-sha256",
          "date",
          "decoded-content-length",
          "mp-object-size",
          "request-payer",
          "sdk-checksum-algorithm",
          "security-token",
          "trailer",
          "user-agent");

  /** Values that say what is so in any case. */
  private static final Map<String, Set<String>> GIVEN =
      Map.of(
          "acl", Set.of("private", "bucket-owner-full-control"),
          "api-version", Set.of("2006-03-01"),
          "storage-class", Set.of("STANDARD"),
          "tagging-directive", Set.of("COPY"));

  /** Sub-resources that S3 has and OSS has not. */
  private static final Set<String> MISSING =
      Set.of(
          """
          accelerate analytics attributes intelligent-tiering legal-hold metadataTable metrics
          notification object-lock ownershipControls renameObject retention select select-type
          session torrent
          """
              .strip()
              .split("\\s+"));

  private static final String MOST_KEYS = "1000";

  private S3Dialect() {}

  /**
   * A request in OSS's words. Its signature is that of the words it came in.
   *
   * @throws OssRefusal if it asks for what OSS has not
   */
  public static OssRequest toOss(OssRequest request) {
    SortedMap<String, String> query = new TreeMap<>(request.query());
    for (String name : query.keySet()) {
      if (MISSING.contains(name)) {
        throw OssError.NOT_IMPLEMENTED.refusal(request.method() + " ?" + name);
      }
    }
    query.putIfAbsent("max-keys", MOST_KEYS);
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach((name, value) -> put(headers, name, value));
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      requireUnconditional(request);
    }
    contentEncoding(headers);
    if (!request.header("x-amz-decoded-content-length").isEmpty()) {
      headers.put("content-length", Long.toString(AwsChunks.length(request)));
    }
    return new OssRequest(
        request.method(), request.path(), query, headers, request.body(), request.remoteAddress());
  }

  private static void requireUnconditional(OssRequest request) {
    for (String name : Set.of("if-match", "if-none-match")) {
      if (!request.header(name).isEmpty()) {
        throw OssError.NOT_IMPLEMENTED.refusal(name + " with " + request.method());
      }
    }
  }

  private static void put(Map<String, String> headers, String name, String value) {
    if (!name.startsWith(PREFIX)) {
      headers.put(name, value);
      return;
    }
    String word = name.substring(PREFIX.length());
    boolean given =
        GIVEN.getOrDefault(word, Set.of()).contains(value)
            || NEUTRAL.contains(word)
            || word.startsWith("checksum-");
    if (name.startsWith(METADATA) || SAME.contains(word)) {
      headers.put("x-oss-" + word, value);
    } else if (!given) {
      throw OssError.NOT_IMPLEMENTED.refusal(name + ": " + value);
    }
  }

  /** How the body is sent is no property of the object. */
  private static void contentEncoding(Map<String, String> headers) {
    String kept =
        Stream.of(headers.getOrDefault("content-encoding", "").split(",", -1))
            .map(String::strip)
            .filter(one -> !one.toLowerCase(Locale.ROOT).equals(S3Payload.CHUNKED))
            .collect(Collectors.joining(","));
    headers.remove("content-encoding");
    if (!kept.isEmpty()) {
      headers.put("content-encoding", kept);
    }
  }

  /** An answer in S3's words. OSS's own headers, such as a CRC, stay beside them. */
  public static OssAnswer toS3(OssAnswer answer) {
    OssAnswer translated =
        new OssAnswer(answer.status(), Map.of(), answer.body(), answer.content());
    answer
        .headers()
        .forEach(
            (name, value) -> {
              if (name.startsWith("x-oss-meta-")) {
                translated.with(METADATA + name.substring("x-oss-meta-".length()), value);
              } else if (name.equals("x-oss-storage-class")) {
                translated.with("x-amz-storage-class", value.toUpperCase(Locale.ROOT));
              } else {
                translated.with(name, value);
              }
            });
    return translated.with(
        "x-amz-request-id", answer.headers().getOrDefault("x-oss-request-id", ""));
  }
}
