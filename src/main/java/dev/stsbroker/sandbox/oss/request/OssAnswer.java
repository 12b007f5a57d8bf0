package dev.stsbroker.sandbox.oss.request;

import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer, not yet sent.
 *
 * @param status the HTTP status
 * @param headers its headers
 * @param body its body, if that is in memory
 * @param content its body, if that is of an object; whoever sends it releases it. Null for none
 */
public record OssAnswer(
    int status, Map<String, String> headers, Buffer body, @Nullable Content content) {
  private static final String REQUEST_ID = "x-oss-request-id";
  private static final int REQUEST_ID_LENGTH = 24;

  /** Copies the headers; their order stays. */
  public OssAnswer {
    headers = new LinkedHashMap<>(headers);
  }

  public OssAnswer(int status, Map<String, String> headers, Buffer body) {
    this(status, headers, body, null);
  }

  /** An answer that sends an object's content, or a part of it. */
  public static OssAnswer of(int status, Content content) {
    return new OssAnswer(status, Map.of(), Buffer.buffer(), content);
  }

  public static OssAnswer of(int status) {
    return new OssAnswer(status, Map.of(), Buffer.buffer());
  }

  public static OssAnswer xml(int status, String root, Consumer<Xml> children) {
    Map<String, String> headers = Map.of("Content-Type", "application/xml");
    return new OssAnswer(status, headers, Xml.document(root, children));
  }

  /**
   * The answer to a request that is refused.
   *
   * @param host as the client asked for it
   * @param s3 whether the client speaks S3's way; the document is the same, as OSS answers both
   */
  public static OssAnswer refused(OssRefusal refusal, String host, boolean s3) {
    String requestId = requestId();
    return xml(
            refusal.status(),
            "Error",
            xml -> {
              xml.put("Code", refusal.code()).put("Message", refusal.sentence());
              xml.put("RequestId", requestId).put("HostId", host);
              refusal.details().forEach(xml::put);
              xml.putIfAny("EC", refusal.ec());
            })
        .with(REQUEST_ID, requestId)
        .with("x-amz-request-id", s3 ? requestId : "")
        .with("x-oss-ec", refusal.ec());
  }

  /** This answer to a HEAD request, which has no body: an error is in a header then. */
  public OssAnswer withoutBody() {
    boolean error = status >= 400;
    return new OssAnswer(status, headers, Buffer.buffer())
        .with("x-oss-err", error ? Base64.getEncoder().encodeToString(body.getBytes()) : "");
  }

  /** This answer with an id of its own, of 24 hexadecimal digits, in a header. */
  public OssAnswer numbered() {
    return with(REQUEST_ID, requestId());
  }

  private static String requestId() {
    String digits = UUID.randomUUID().toString().replace("-", "");
    return digits.substring(0, REQUEST_ID_LENGTH).toUpperCase(Locale.ROOT);
  }

  /** Adds a header; one without a value is left out. */
  public OssAnswer with(String header, String value) {
    if (!value.isEmpty()) {
      headers.put(header, value);
    }
    return this;
  }

  public OssAnswer with(Map<String, String> more) {
    headers.putAll(more);
    return this;
  }

  /** Without the body. */
  @Override
  public String toString() {
    return Integer.toString(status);
  }
}
