package dev.stsbroker.sandbox.oss.admission;

import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.policy.RequestContext;
import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.Target;
import dev.stsbroker.sandbox.oss.store.Bucket;
import dev.stsbroker.sandbox.oss.store.ObjectStore;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides whether a caller may perform an operation, by the role's policies and the session's. */
public final class OssAuthorizer {
  public static final String COPY_SOURCE = "x-oss-copy-source";

  /** Nothing here has tags. */
  private static final Set<String> ABSENT =
      Set.of(
          "acs:ResourceTag/",
          "acs:RequestTag/",
          "oss:BucketTag/",
          "oss:ExistingObjectTag/",
          "oss:RequestObjectTag/");

  private final ObjectStore store;

  public OssAuthorizer(ObjectStore store) {
    this.store = store;
  }

  /**
   * Refuses what the sender may not do. What DeleteMultipleObjects is about is in its body; before
   * that is there, no more than the bucket is looked at.
   *
   * @throws OssRefusal with the words OSS has for it
   */
  public void require(Operation operation, Call call) {
    if (operation == Operation.LIST_BUCKETS) {
      String all = "acs:oss:*:" + call.holder().accountId() + ":*";
      require(call, operation, all);
      return;
    }
    Bucket bucket = ownBucket(call, call.target().bucket());
    if (operation == Operation.DELETE_OBJECTS) {
      if (call.request().body().length() == 0) {
        return;
      }
      DeleteRequest.read(call).keys().forEach(key -> require(call, operation, bucket.arn(key)));
      return;
    }
    require(call, operation, bucket.arn(call.target().key()));
    if (operation.copies() && !call.header(COPY_SOURCE).isEmpty()) {
      Target source = Target.ofSource(call.header(COPY_SOURCE));
      require(call, Operation.GET_OBJECT, ownBucket(call, source.bucket()).arn(source.key()));
    }
  }

  private Bucket ownBucket(Call call, String name) {
    Bucket bucket = store.bucket(name);
    if (!bucket.owner().equals(call.holder().accountId())) {
      throw OssError.FOREIGN_BUCKET.refusal();
    }
    return bucket;
  }

  private static void require(Call call, Operation operation, String resource) {
    AccessRequest asked =
        new AccessRequest(operation.action(), resource, context(call, operation), true);
    switch (call.holder().access().apply(asked)) {
      case ALLOWED -> {}
      case DENIED_BY_SESSION_POLICY -> throw OssError.SESSION_POLICY.refusal();
      case DENIED ->
          throw operation == Operation.LIST_BUCKETS
              ? OssError.LIST_BUCKETS_FORBIDDEN.refusal()
              : OssError.ACL.refusal();
    }
  }

  /**
   * The condition keys of a request. Nobody calls from inside a VPC, for which OSS has the empty
   * {@code acs:SourceVpc}: its scenarios deny with {@code *} there, and tell such requests from
   * others by {@code StringNotLike} and {@code vpc-*}. A listing that names no prefix has the empty
   * one, as the examples of OSS's documentation for browsing from the root need it. Whether the two
   * keys narrow ListMultipartUploads too is not documented, so there nothing is known of them, as
   * of all keys that are not here: a Deny on them denies, an Allow does not allow.
   */
  private static RequestContext context(Call call, Operation operation) {
    Map<String, List<String>> values = new HashMap<>();
    values.put("acs:SourceIp", List.of(call.request().remoteAddress()));
    values.put("acs:CurrentTime", List.of(call.now().truncatedTo(ChronoUnit.SECONDS).toString()));
    values.put("acs:SecureTransport", List.of("false"));
    values.put("acs:SourceVpc", List.of(""));
    values.put("acs:UserAgent", List.of(call.header("user-agent")));
    values.put("acs:AccessId", List.of(call.holder().key().id()));
    if (operation == Operation.LIST_OBJECTS) {
      values.put("oss:Prefix", List.of(call.parameter("prefix")));
      values.put("oss:Delimiter", List.of(call.parameter("delimiter")));
    }
    Set<String> absent = new HashSet<>(ABSENT);
    if (operation != Operation.LIST_UPLOADS) {
      absent.addAll(List.of("oss:Prefix", "oss:Delimiter"));
    }
    return new RequestContext(values, absent);
  }
}
