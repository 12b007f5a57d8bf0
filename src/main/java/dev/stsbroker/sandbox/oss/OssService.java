package dev.stsbroker.sandbox.oss;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * OSS: a request in, an answer out. It tells who asks, what is asked, whether they may, and does
 * it. Knows nothing of sockets. Safe to use from any thread.
 */
public final class OssService {
  /** The most bytes of one request's body, so that a reader need not keep more. */
  public static final int LARGEST_BODY = Bodies.LARGEST_MIB * 1024 * 1024;

  private static final int REQUEST_ID_LENGTH = 24;

  private final ObjectStore store;
  private final OssAuthenticator authenticator;
  private final Gate gate;
  private final ObjectDesk objects;
  private final ListDesk lists;
  private final MultipartDesk uploads;
  private final BucketDesk buckets;

  /**
   * An OSS of empty buckets.
   *
   * @param created when the buckets came to be
   */
  public OssService(Collection<Bucket> all, KeyDirectory keys, Instant created) {
    store = new ObjectStore(all);
    authenticator = new OssAuthenticator(keys);
    gate = new Gate(store);
    objects = new ObjectDesk(store);
    lists = new ListDesk(store);
    uploads = new MultipartDesk(store);
    buckets = new BucketDesk(store, created);
  }

  /**
   * Writes an object as nobody: no signature, no policy.
   *
   * @throws OssRefusal if the bucket does not exist or there is no room
   */
  public synchronized void put(String bucket, String key, Buffer content, Instant now) {
    store.bucket(bucket);
    Map<String, String> metadata = Map.of("Content-Type", "text/plain");
    store.put(
        new Target(bucket, key, null),
        StoredObject.of(content.copy(), metadata, StoredObject.Kind.NORMAL, now));
  }

  /** The content of an object, read as nobody; empty if it does not exist. */
  public synchronized Optional<Buffer> content(String bucket, String key) {
    return store.find(new Target(bucket, key, null)).map(object -> object.content().copy());
  }

  /**
   * The answer to a request that is allowed.
   *
   * @throws OssRefusal if it is not, or cannot be done
   */
  public synchronized OssAnswer answer(OssRequest request, Instant now) {
    if (request.body().length() > LARGEST_BODY) {
      throw OssError.TOO_LARGE.refusal(Bodies.LARGEST_MIB);
    }
    Target target = Target.of(request);
    Presented presented = OssAuthenticator.read(request, target);
    KeyHolder holder = authenticator.authenticate(presented, now);
    Operation operation =
        Operation.of(request, target)
            .orElseThrow(() -> OssError.NOT_IMPLEMENTED.refusal(described(request)));
    requireRegion(target, presented);
    Call call = new Call(request, target, holder, now);
    gate.require(operation, call);
    return perform(operation, call).with("x-oss-request-id", requestId());
  }

  /** The action a request asks for, by the name policies have for it; empty if there is none. */
  public static String action(OssRequest request) {
    try {
      return Operation.of(request, Target.of(request)).map(Operation::action).orElse("");
    } catch (OssRefusal malformed) {
      return "";
    }
  }

  private static String described(OssRequest request) {
    String asked = String.join("&", SubResources.asked(request.query()));
    return request.method() + (asked.isEmpty() ? "" : " ?" + asked);
  }

  private void requireRegion(Target target, Presented presented) {
    if (target.bucket().isEmpty()) {
      if (presented.region() != null && !store.hasRegion(presented.region())) {
        throw OssError.SIGNING_REGION.refusal();
      }
      return;
    }
    Bucket bucket = store.bucket(target.bucket());
    if (target.region() != null && !target.region().equals(bucket.region())) {
      throw OssError.WRONG_ENDPOINT
          .refusal()
          .with("Bucket", bucket.name())
          .with("Endpoint", bucket.publicEndpoint());
    }
    if (presented.region() != null && !presented.region().equals(bucket.region())) {
      throw OssError.SIGNING_REGION.refusal();
    }
  }

  private OssAnswer perform(Operation operation, Call call) {
    return switch (operation) {
      case LIST_BUCKETS -> buckets.list(call);
      case LIST_OBJECTS -> lists.list(call);
      case LIST_UPLOADS -> uploads.uploads(call);
      case BUCKET_INFO -> buckets.info(call);
      case BUCKET_LOCATION -> buckets.location(call);
      case BUCKET_ACL -> buckets.acl(call);
      case DELETE_OBJECTS -> buckets.delete(call);
      case GET_OBJECT -> objects.get(call);
      case HEAD_OBJECT, OBJECT_META -> objects.head(call);
      case PUT_OBJECT -> objects.put(call);
      case DELETE_OBJECT -> objects.delete(call);
      case APPEND -> objects.append(call);
      case BEGIN_UPLOAD -> uploads.begin(call);
      case UPLOAD_PART -> uploads.put(call);
      case COMPLETE_UPLOAD -> uploads.complete(call);
      case ABORT_UPLOAD -> uploads.abort(call);
      case LIST_PARTS -> uploads.parts(call);
    };
  }

  /**
   * The answer to a request that is refused.
   *
   * @param host as the client asked for it
   */
  public static OssAnswer refused(OssRefusal refusal, String host) {
    String requestId = requestId();
    return OssAnswer.xml(
            refusal.status(),
            "Error",
            xml -> {
              xml.put("Code", refusal.code()).put("Message", refusal.sentence());
              xml.put("RequestId", requestId).put("HostId", host);
              refusal.details().forEach(xml::put);
              xml.putIfAny("EC", refusal.ec());
            })
        .with("x-oss-request-id", requestId)
        .with("x-oss-ec", refusal.ec());
  }

  /** An answer to HEAD, which has no body: an error is in a header then. */
  public static OssAnswer withoutBody(OssAnswer answer) {
    boolean error = answer.status() >= 400;
    String xml = answer.body().toString(UTF_8);
    return new OssAnswer(answer.status(), answer.headers(), Buffer.buffer())
        .with("x-oss-err", error ? Base64.getEncoder().encodeToString(xml.getBytes(UTF_8)) : "");
  }

  /** The id of a request: 24 hexadecimal digits. */
  private static String requestId() {
    String digits = UUID.randomUUID().toString().replace("-", "");
    return digits.substring(0, REQUEST_ID_LENGTH).toUpperCase(Locale.ROOT);
  }
}
