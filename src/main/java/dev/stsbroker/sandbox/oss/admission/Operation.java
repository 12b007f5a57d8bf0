package dev.stsbroker.sandbox.oss.admission;

import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.SubResources;
import dev.stsbroker.sandbox.oss.request.Target;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The operations of OSS. Each is known by its method, its target, and the sorted sub-resources in
 * the query; each has the action that policies name ("RAM Policy" in OSS's documentation).
 */
public enum Operation {
  LIST_BUCKETS(Level.SERVICE, "GET", "", "oss:ListBuckets"),
  LIST_OBJECTS(Level.BUCKET, "GET", "", "oss:ListObjects"),
  LIST_UPLOADS(Level.BUCKET, "GET", "uploads", "oss:ListMultipartUploads"),
  HEAD_BUCKET(Level.BUCKET, "HEAD", "", "oss:GetBucketInfo"),
  BUCKET_INFO(Level.BUCKET, "GET", "bucketInfo", "oss:GetBucketInfo"),
  BUCKET_LOCATION(Level.BUCKET, "GET", "location", "oss:GetBucketLocation"),
  BUCKET_ACL(Level.BUCKET, "GET", "acl", "oss:GetBucketAcl"),
  BUCKET_STAT(Level.BUCKET, "GET", "stat", "oss:GetBucketStat"),
  BUCKET_CORS(Level.BUCKET, "GET", "cors", "oss:GetBucketCors"),
  BUCKET_ENCRYPTION(Level.BUCKET, "GET", "encryption", "oss:GetBucketEncryption"),
  BUCKET_LIFECYCLE(Level.BUCKET, "GET", "lifecycle", "oss:GetBucketLifecycle"),
  BUCKET_LOGGING(Level.BUCKET, "GET", "logging", "oss:GetBucketLogging"),
  BUCKET_POLICY(Level.BUCKET, "GET", "policy", "oss:GetBucketPolicy"),
  BUCKET_REFERER(Level.BUCKET, "GET", "referer", "oss:GetBucketReferer"),
  BUCKET_REQUEST_PAYMENT(Level.BUCKET, "GET", "requestPayment", "oss:GetBucketRequestPayment"),
  BUCKET_TAGS(Level.BUCKET, "GET", "tagging", "oss:GetBucketTagging"),
  BUCKET_VERSIONING(Level.BUCKET, "GET", "versioning", "oss:GetBucketVersioning"),
  BUCKET_WEBSITE(Level.BUCKET, "GET", "website", "oss:GetBucketWebsite"),
  BUCKET_WORM(Level.BUCKET, "GET", "worm", "oss:GetBucketWorm"),
  DELETE_OBJECTS(Level.BUCKET, "POST", "delete", "oss:DeleteObject"),
  POST_OBJECT(Level.BUCKET, "POST", "", "oss:PutObject"),
  GET_OBJECT(Level.OBJECT, "GET", "", "oss:GetObject"),
  HEAD_OBJECT(Level.OBJECT, "HEAD", "", "oss:GetObject"),
  OBJECT_META(Level.OBJECT, "HEAD", "objectMeta", "oss:GetObject"),
  OBJECT_ACL(Level.OBJECT, "GET", "acl", "oss:GetObjectAcl"),
  OBJECT_TAGS(Level.OBJECT, "GET", "tagging", "oss:GetObjectTagging"),
  OBJECT_SYMLINK(Level.OBJECT, "GET", "symlink", "oss:GetObject"),
  PUT_OBJECT(Level.OBJECT, "PUT", "", "oss:PutObject"),
  DELETE_OBJECT(Level.OBJECT, "DELETE", "", "oss:DeleteObject"),
  APPEND(Level.OBJECT, "POST", "append position", "oss:PutObject"),
  BEGIN_UPLOAD(Level.OBJECT, "POST", "uploads", "oss:PutObject"),
  UPLOAD_PART(Level.OBJECT, "PUT", "partNumber uploadId", "oss:PutObject"),
  COMPLETE_UPLOAD(Level.OBJECT, "POST", "uploadId", "oss:PutObject"),
  ABORT_UPLOAD(Level.OBJECT, "DELETE", "uploadId", "oss:AbortMultipartUpload"),
  LIST_PARTS(Level.OBJECT, "GET", "uploadId", "oss:ListParts");

  /** Sub-resources that may come with any operation: they word the answer, or mean nothing here. */
  private static final Set<String> OPTIONAL =
      Set.of(
          "continuation-token",
          "sequential",
          "response-cache-control",
          "response-content-disposition",
          "response-content-encoding",
          "response-content-language",
          "response-content-type",
          "response-expires");

  private final Level level;
  private final String method;
  private final String asked;
  private final String action;

  Operation(Level level, String method, String asked, String action) {
    this.level = level;
    this.method = method;
    this.asked = asked;
    this.action = action;
  }

  /** What a request asks; empty for what this OSS does not have. */
  public static Optional<Operation> of(OssRequest request, Target target) {
    Set<String> asked = SubResources.asked(request.query());
    asked.removeAll(OPTIONAL);
    String joined = String.join(" ", asked);
    return Stream.of(values())
        .filter(one -> one.level == Level.of(target))
        .filter(one -> one.method.equals(request.method()) && one.asked.equals(joined))
        .findFirst();
  }

  /** Whether it is about one object. */
  boolean onObject() {
    return level == Level.OBJECT;
  }

  /** Whether S3's clients alone have it. */
  public boolean isOfS3() {
    return this == HEAD_BUCKET;
  }

  /** Whether it writes what its body, or a copied object, has. */
  public boolean copies() {
    return this == PUT_OBJECT || this == UPLOAD_PART;
  }

  /** What it needs of its body. */
  public Admission.Wanted body() {
    return switch (this) {
      case PUT_OBJECT, UPLOAD_PART, APPEND, POST_OBJECT -> Admission.Wanted.CONTENT;
      case COMPLETE_UPLOAD, DELETE_OBJECTS -> Admission.Wanted.TEXT;
      default -> Admission.Wanted.NOTHING;
    };
  }

  /** The action that policies know it by. */
  public String action() {
    return action;
  }

  private enum Level {
    SERVICE,
    BUCKET,
    OBJECT;

    static Level of(Target target) {
      if (target.bucket().isEmpty()) {
        return SERVICE;
      }
      return target.key().isEmpty() ? BUCKET : OBJECT;
    }
  }
}
