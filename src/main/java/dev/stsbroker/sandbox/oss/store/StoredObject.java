package dev.stsbroker.sandbox.oss.store;

import dev.stsbroker.sandbox.oss.request.Content;
import dev.stsbroker.sandbox.oss.request.OssAnswer;
import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.SignedTime;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An object, which is replaced and never changed.
 *
 * @param content its bytes; the store releases it
 * @param metadata the headers it is answered with
 * @param kind how it came to be, as {@code x-oss-object-type} says it
 * @param etag with its quotes
 * @param crc64 as {@link Crc64} has it
 * @param lastModified when it was written
 */
public record StoredObject(
    Content content,
    Map<String, String> metadata,
    Kind kind,
    String etag,
    String crc64,
    Instant lastModified) {

  /** Bytes of heap, measured on JDK 25: an object with its sums and its place; headers; pieces. */
  private static final int OVERHEAD = 512;

  private static final int ENTRY = 128;
  private static final int PIECE = 96;

  private static final String DEFAULT_TYPE = "application/octet-stream";
  private static final Map<String, String> KEPT =
      Map.of(
          "content-type", "Content-Type",
          "cache-control", "Cache-Control",
          "content-disposition", "Content-Disposition",
          "content-encoding", "Content-Encoding",
          "content-language", "Content-Language",
          "expires", "Expires");

  /** The most that headers kept with an object may take, as OSS has it for its own metadata. */
  private static final int LARGEST_METADATA = 8 * 1024;

  /** How an object came to be. */
  public enum Kind {
    NORMAL("Normal"),
    MULTIPART("Multipart"),
    APPENDABLE("Appendable");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** An object in memory. */
  public static StoredObject of(
      Buffer content, Map<String, String> metadata, Kind kind, Instant lastModified) {
    return of(Received.of(content), metadata, kind, lastModified);
  }

  /** An object that is written at once: its ETag is its MD5. */
  public static StoredObject of(
      Received received, Map<String, String> metadata, Kind kind, Instant lastModified) {
    String etag = quoted(received.md5());
    return new StoredObject(
        received.content(), metadata, kind, etag, received.crc64(), lastModified);
  }

  /** The ETag of what is written in several steps: the MD5 of the steps' own. */
  public static String etag(String tags) {
    return Received.of(Buffer.buffer(tags)).md5();
  }

  public static String quoted(String etag) {
    return '"' + etag + '"';
  }

  /** What it costs in memory, beside a content that is in files. */
  long weight() {
    return weight(metadata) + (long) PIECE * content.pieces();
  }

  /** What an entry of the store costs in memory beside its key. */
  static long weight(Map<String, String> metadata) {
    long texts =
        metadata.entrySet().stream()
            .mapToLong(one -> ENTRY + one.getKey().length() + 2L * one.getValue().length())
            .sum();
    return OVERHEAD + texts;
  }

  /** The headers of a request that are kept with the object it writes. */
  public static Map<String, String> metadata(OssRequest request) {
    Map<String, String> kept = new LinkedHashMap<>();
    kept.put("Content-Type", DEFAULT_TYPE);
    request
        .headers()
        .forEach(
            (name, value) -> {
              String spelt = name.startsWith("x-oss-meta-") ? name : KEPT.get(name);
              if (spelt != null && !value.isEmpty()) {
                kept.put(spelt, value);
              }
            });
    int bytes = kept.values().stream().mapToInt(String::length).sum();
    if (bytes + kept.keySet().stream().mapToInt(String::length).sum() > LARGEST_METADATA) {
      throw OssError.METADATA_TOO_LARGE.refusal();
    }
    return kept;
  }

  /** The headers that describe it, with those it is kept with. */
  public OssAnswer describe(OssAnswer answer) {
    return answer
        .with(metadata)
        .with("ETag", etag)
        .with("Content-MD5", answer.status() == 206 ? "" : contentMd5())
        .with("Last-Modified", SignedTime.http(lastModified))
        .with("x-oss-object-type", kind.text())
        .with("x-oss-storage-class", "Standard")
        .with("x-oss-hash-crc64ecma", crc64)
        .with("x-oss-next-append-position", kind == Kind.APPENDABLE ? size() : "");
  }

  /** The MD5 of what was written at once, in Base64, as the ETag has it in hex; empty if not. */
  public String contentMd5() {
    return kind == Kind.APPENDABLE || etag.contains("-")
        ? ""
        : Base64.getEncoder().encodeToString(HexFormat.of().parseHex(etag.replace("\"", "")));
  }

  /** Its length in bytes. */
  public String size() {
    return Long.toString(content.length());
  }

  /** Throws {@link OssRefusal} for a header that asks for more than this OSS can do. */
  public static void requireUnderstood(OssRequest request) {
    for (String name : NOT_UNDERSTOOD) {
      if (!request.header(name).isEmpty()) {
        throw OssError.NOT_IMPLEMENTED.refusal(name);
      }
    }
  }

  /** Headers of requests to write that ask for more than this OSS can do. */
  private static final Set<String> NOT_UNDERSTOOD =
      Set.of(
          "x-oss-object-acl",
          "x-oss-tagging",
          "x-oss-callback",
          "x-oss-server-side-encryption",
          "x-oss-server-side-encryption-key-id",
          "x-oss-persistent-headers");
}
