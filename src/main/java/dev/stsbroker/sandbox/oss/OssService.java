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
import org.jspecify.annotations.Nullable;

/**
 * OSS: a request in, an answer out. It tells who asks, what is asked and whether they may, by the
 * head of the request; and when its body has come, does it. Knows nothing of sockets. Safe to use
 * from any thread.
 */
public final class OssService {
  /** The most bytes of an XML document that a request can bring. */
  public static final int LARGEST_TEXT = XmlNode.LARGEST;

  /** The most bytes that one request can write, as OSS has it. */
  private static final long LARGEST_CONTENT = 5L * 1024 * 1024 * 1024;

  private static final int REQUEST_ID_LENGTH = 24;

  private final ObjectFolder folder;
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
   * @param folder where objects are
   * @param memory the most bytes of memory that the list of objects and parts takes
   */
  public OssService(
      Collection<Bucket> all,
      KeyDirectory keys,
      Instant created,
      ObjectFolder folder,
      long memory) {
    this.folder = folder;
    store = new ObjectStore(all, memory);
    authenticator = new OssAuthenticator(keys);
    gate = new Gate(store);
    objects = new ObjectDesk(store);
    lists = new ListDesk(store);
    uploads = new MultipartDesk(store);
    buckets = new BucketDesk(store, created);
  }

  /** Where objects are. */
  public ObjectFolder folder() {
    return folder;
  }

  /**
   * Writes an object as nobody, no signature, no policy; it stays in memory.
   *
   * @throws OssRefusal if the bucket does not exist or there is no room
   */
  public void put(String bucket, String key, String text, Instant now) {
    put(bucket, key, Received.of(Buffer.buffer(text)), now);
  }

  /**
   * Writes an object as nobody: no signature, no policy; blocks.
   *
   * @throws OssRefusal if the bucket does not exist or there is no room
   */
  public void put(String bucket, String key, Buffer content, Instant now) {
    Incoming incoming = new Incoming(folder);
    try {
      incoming.write(content);
    } catch (OssRefusal full) {
      incoming.abandon();
      throw full;
    }
    put(bucket, key, incoming.finish(), now);
  }

  private synchronized void put(String bucket, String key, Received received, Instant now) {
    Map<String, String> metadata = Map.of("Content-Type", "text/plain");
    try {
      store.bucket(bucket);
      store.put(
          new Target(bucket, key, null),
          StoredObject.of(received, metadata, StoredObject.Kind.NORMAL, now));
    } finally {
      received.content().release();
    }
  }

  /**
   * The content of an object, read as nobody, which its receiver releases; empty if it does not
   * exist.
   */
  public synchronized Optional<Content> content(String bucket, String key) {
    return store.find(new Target(bucket, key, null)).map(object -> object.content().retain());
  }

  /**
   * Decides by its head whether a request may be done: no byte of its body is needed for that.
   *
   * @param head the request without its body
   * @throws OssRefusal if it may not, or cannot be done
   */
  public synchronized Admission admit(OssRequest head, Instant now) {
    Target target = Target.of(head);
    Presented presented = OssAuthenticator.read(head, target);
    KeyHolder holder = authenticator.authenticate(presented, now);
    Operation operation =
        Operation.of(head, target)
            .orElseThrow(() -> OssError.NOT_IMPLEMENTED.refusal(described(head)));
    requireRegion(target, presented);
    Call call = new Call(head, target, holder, now);
    gate.require(operation, call);
    requirePossible(operation, call);
    return new Admission(operation, call, source(operation, call));
  }

  private void requirePossible(Operation operation, Call call) {
    switch (operation) {
      case PUT_OBJECT -> objects.requireWritable(call);
      case UPLOAD_PART -> uploads.requirePlace(call);
      case APPEND -> objects.requireAppendable(call);
      default -> {}
    }
    if (operation.body() == Admission.Wanted.CONTENT) {
      long length = call.request().length();
      if (length > LARGEST_CONTENT) {
        throw OssError.TOO_LARGE.refusal("5 GiB in one request");
      }
      folder.requireRoom(length);
    }
  }

  private Admission.@Nullable Source source(Operation operation, Call call) {
    if (!operation.copies() || call.header(Gate.COPY_SOURCE).isEmpty()) {
      return null;
    }
    return operation == Operation.PUT_OBJECT ? objects.source(call) : uploads.source(call);
  }

  /** Takes in the content that an admitted request brings. */
  public Incoming incoming() {
    return new Incoming(folder);
  }

  /**
   * Does what needs no content.
   *
   * @param document the request's body; empty where it needs none
   * @throws OssRefusal if it cannot be done
   */
  public synchronized OssAnswer perform(Admission admission, Buffer document) {
    Operation operation = admission.operation();
    Call call = admission.call().with(document);
    if (operation == Operation.DELETE_OBJECTS) {
      DeleteRequest.read(call);
      gate.require(operation, call);
    }
    return perform(operation, call).with("x-oss-request-id", requestId());
  }

  /**
   * Does what writes a content, which is released here.
   *
   * @throws OssRefusal if it cannot be done
   */
  public synchronized OssAnswer perform(Admission admission, Received received) {
    try {
      return write(admission, received).with("x-oss-request-id", requestId());
    } finally {
      received.content().release();
    }
  }

  private OssAnswer write(Admission admission, Received received) {
    Call call = admission.call();
    Admission.Source source = admission.source();
    return switch (admission.operation()) {
      case PUT_OBJECT ->
          source == null
              ? objects.put(call, received)
              : objects.copy(call, source.metadata(), received);
      case UPLOAD_PART ->
          source == null ? uploads.put(call, received) : uploads.copy(call, received);
      case APPEND -> objects.append(call, received);
      default -> throw new IllegalStateException(admission.operation() + " writes no content");
    };
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
      case DELETE_OBJECT -> objects.delete(call);
      case BEGIN_UPLOAD -> uploads.begin(call);
      case COMPLETE_UPLOAD -> uploads.complete(call);
      case ABORT_UPLOAD -> uploads.abort(call);
      case LIST_PARTS -> uploads.parts(call);
      case PUT_OBJECT, UPLOAD_PART, APPEND ->
          throw new IllegalStateException(operation + " writes a content");
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
