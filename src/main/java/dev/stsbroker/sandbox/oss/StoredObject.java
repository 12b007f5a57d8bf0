package dev.stsbroker.sandbox.oss;

import dev.stsbroker.sandbox.signature.Digests;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An object, which is replaced and never changed.
 *
 * @param content its bytes
 * @param metadata the headers it is answered with
 * @param kind how it came to be, as {@code x-oss-object-type} says it
 * @param etag with its quotes
 * @param crc64 as {@link Crc64} has it
 * @param lastModified when it was written
 */
record StoredObject(
    Buffer content,
    Map<String, String> metadata,
    Kind kind,
    String etag,
    String crc64,
    Instant lastModified) {

  private static final String DEFAULT_TYPE = "application/octet-stream";
  private static final Map<String, String> KEPT =
      Map.of(
          "content-type", "Content-Type",
          "cache-control", "Cache-Control",
          "content-disposition", "Content-Disposition",
          "content-encoding", "Content-Encoding",
          "content-language", "Content-Language",
          "expires", "Expires");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** How an object came to be. */
  enum Kind {
    NORMAL("Normal"),
    MULTIPART("Multipart"),
    APPENDABLE("Appendable");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** An object of a request's own content. */
  static StoredObject of(
      Buffer content, Map<String, String> metadata, Kind kind, Instant lastModified) {
    return new StoredObject(
        content, metadata, kind, etag(content), Crc64.of(content), lastModified);
  }

  /** The ETag of content that is written at once. */
  static String etag(Buffer content) {
    return '"' + HEX.formatHex(Digests.md5(content.getBytes())) + '"';
  }

  /** The headers of a request that are kept with the object it writes. */
  static Map<String, String> metadata(OssRequest request) {
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
    return kept;
  }

  /** The headers that describe it, with those it is kept with. */
  OssAnswer describe(OssAnswer answer) {
    return answer
        .with(metadata)
        .with("ETag", etag)
        .with("Last-Modified", SignedTime.http(lastModified))
        .with("x-oss-object-type", kind.text())
        .with("x-oss-storage-class", "Standard")
        .with("x-oss-hash-crc64ecma", crc64)
        .with("x-oss-next-append-position", kind == Kind.APPENDABLE ? size() : "");
  }

  /** Its length in bytes. */
  String size() {
    return Integer.toString(content.length());
  }

  /** Headers of requests to write that ask for more than this OSS can do. */
  static final Set<String> NOT_UNDERSTOOD =
      Set.of(
          "x-oss-object-acl",
          "x-oss-tagging",
          "x-oss-callback",
          "x-oss-server-side-encryption",
          "x-oss-server-side-encryption-key-id",
          "x-oss-persistent-headers");
}
