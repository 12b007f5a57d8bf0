package dev.stsbroker.sandbox.oss.handler;

import dev.stsbroker.sandbox.oss.request.OssAnswer;
import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.Target;
import dev.stsbroker.sandbox.oss.request.Xml;
import dev.stsbroker.sandbox.oss.store.Bucket;
import dev.stsbroker.sandbox.oss.store.ObjectStore;
import java.util.Set;

/**
 * The CORS rule of a bucket: pages of the allowed origins may use all methods and headers, others
 * nothing.
 */
public final class Cors {
  private static final String EXPOSED =
      "ETag, x-oss-request-id, x-oss-hash-crc64ecma, x-oss-next-append-position, x-oss-ec";
  private static final String MAX_AGE_SECONDS = "60";

  private final ObjectStore store;

  public Cors(ObjectStore store) {
    this.store = store;
  }

  /** Whether pages of a request's origin may read the answer; not if it is of no page. */
  private static boolean allows(Bucket bucket, OssRequest request) {
    String origin = request.header("origin");
    Set<String> allowed = bucket.allowedOrigins();
    return !origin.isEmpty() && (allowed.contains("*") || allowed.contains(origin));
  }

  /**
   * Answers a browser's question before a request.
   *
   * @throws OssRefusal if the page may not send it
   */
  public OssAnswer preflight(OssRequest request) {
    Bucket bucket = store.bucket(Target.of(request).bucket());
    if (bucket.allowedOrigins().isEmpty()) {
      throw OssError.CORS_DISABLED.refusal();
    }
    if (!allows(bucket, request)) {
      throw OssError.CORS_FORBIDDEN.refusal();
    }
    return OssAnswer.of(200)
        .numbered()
        .with("Access-Control-Allow-Methods", request.header("access-control-request-method"))
        .with("Access-Control-Allow-Headers", request.header("access-control-request-headers"))
        .with("Access-Control-Max-Age", MAX_AGE_SECONDS);
  }

  /** An answer that the page which asked may read, if the bucket lets it. */
  public OssAnswer shared(OssRequest request, OssAnswer answer) {
    try {
      if (!allows(store.bucket(Target.of(request).bucket()), request)) {
        return answer;
      }
    } catch (OssRefusal nowhere) {
      return answer;
    }
    return answer
        .with("Access-Control-Allow-Origin", request.header("origin"))
        .with("Access-Control-Expose-Headers", EXPOSED)
        .with("Vary", "Origin");
  }

  /** The rule as GetBucketCors tells it. */
  static void describe(Xml xml, Bucket bucket) {
    xml.in(
        "CORSRule",
        rule -> {
          bucket.allowedOrigins().stream()
              .sorted()
              .forEach(origin -> rule.put("AllowedOrigin", origin));
          for (String method : new String[] {"GET", "PUT", "DELETE", "POST", "HEAD"}) {
            rule.put("AllowedMethod", method);
          }
          rule.put("AllowedHeader", "*").put("MaxAgeSeconds", MAX_AGE_SECONDS);
        });
  }
}
