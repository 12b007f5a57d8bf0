package dev.stsbroker.sandbox.oss;

import dev.stsbroker.sandbox.oss.admission.Admission;
import dev.stsbroker.sandbox.oss.admission.Call;
import dev.stsbroker.sandbox.oss.admission.DeleteRequest;
import dev.stsbroker.sandbox.oss.admission.Operation;
import dev.stsbroker.sandbox.oss.admission.OssAuthorizer;
import dev.stsbroker.sandbox.oss.admission.PostForm;
import dev.stsbroker.sandbox.oss.admission.PostPolicy;
import dev.stsbroker.sandbox.oss.handler.Cors;
import dev.stsbroker.sandbox.oss.handler.FormUpload;
import dev.stsbroker.sandbox.oss.handler.Handlers;
import dev.stsbroker.sandbox.oss.request.Content;
import dev.stsbroker.sandbox.oss.request.OssAnswer;
import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.Payload;
import dev.stsbroker.sandbox.oss.request.SubResources;
import dev.stsbroker.sandbox.oss.request.Target;
import dev.stsbroker.sandbox.oss.request.XmlNode;
import dev.stsbroker.sandbox.oss.s3.S3Dialect;
import dev.stsbroker.sandbox.oss.s3.S3Payload;
import dev.stsbroker.sandbox.oss.signature.KeyDirectory;
import dev.stsbroker.sandbox.oss.signature.KeyDirectory.KeyHolder;
import dev.stsbroker.sandbox.oss.signature.OssAuthenticator;
import dev.stsbroker.sandbox.oss.signature.S3Scope;
import dev.stsbroker.sandbox.oss.signature.SignedRequest;
import dev.stsbroker.sandbox.oss.store.Bucket;
import dev.stsbroker.sandbox.oss.store.Incoming;
import dev.stsbroker.sandbox.oss.store.ObjectFolder;
import dev.stsbroker.sandbox.oss.store.ObjectStore;
import dev.stsbroker.sandbox.oss.store.Received;
import dev.stsbroker.sandbox.oss.store.StoredObject;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests to the emulated OSS. It decides by the head of a request who asks, for what,
 * and whether that is permitted; when the body has come, it performs the request. Knows nothing of
 * sockets. Safe to use from any thread.
 */
public final class OssService {
  /** The most bytes of an XML document that a request can bring. */
  public static final int LARGEST_TEXT = XmlNode.LARGEST;

  /** The most bytes that one request can write, as OSS has it. */
  private static final long LARGEST_CONTENT = 5L * 1024 * 1024 * 1024;

  private final ObjectFolder folder;
  private final ObjectStore store;
  private final OssAuthenticator authenticator;
  private final OssAuthorizer authorizer;
  private final Handlers handlers;

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
    authorizer = new OssAuthorizer(store);
    handlers = new Handlers(store, created);
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
    if (head.method().equals("POST") && head.header("authorization").isEmpty()) {
      Target bucket = Target.of(head);
      if (Operation.of(head, bucket).filter(Operation.POST_OBJECT::equals).isPresent()) {
        return form(head, bucket, now);
      }
    }
    boolean s3 = S3Scope.isSigned(head);
    OssRequest request = s3 ? S3Dialect.toOss(head) : head;
    Target target = Target.of(request);
    SignedRequest presented = OssAuthenticator.read(head, target);
    KeyHolder holder = authenticator.authenticate(presented, now);
    Operation operation =
        Operation.of(request, target)
            .filter(found -> s3 || !found.isOfS3())
            .orElseThrow(() -> OssError.NOT_IMPLEMENTED.refusal(described(head)));
    requireRegion(target, presented.region());
    Call call = new Call(request, target, holder, now, s3);
    authorizer.require(operation, call);
    handlers.requirePossible(operation, call);
    if (operation.body() == Admission.Wanted.CONTENT) {
      requireRoom(call.request().length());
    }
    boolean summed = operation != Operation.COMPLETE_UPLOAD;
    Payload payload = s3 ? S3Payload.of(head, holder.key().secret(), summed) : Payload.plain();
    return new Admission(operation, call, handlers.source(operation, call), payload);
  }

  /** A form is decided upon by its fields, before its file is read. */
  private Admission form(OssRequest head, Target bucket, Instant now) {
    requireRegion(bucket, null);
    requireRoom(head.length() - PostForm.MOST_FIELDS);
    return new Admission(
        new PostForm(
            head.header("content-type"),
            (fields, posted) -> admit(head, bucket, fields, posted, now)));
  }

  private synchronized Call admit(
      OssRequest head, Target bucket, Map<String, String> fields, PostForm form, Instant now) {
    Target target = FormUpload.target(bucket, fields);
    SignedRequest presented = FormUpload.presented(fields);
    KeyHolder holder = authenticator.authenticate(presented, now);
    requireRegion(target, presented.region());
    PostPolicy policy = PostPolicy.parse(fields.getOrDefault("policy", ""));
    Map<String, String> checked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    checked.putAll(fields);
    checked.put("bucket", target.bucket());
    policy.require(checked, now);
    form.bound(policy.least(), policy.most());
    Call call = new Call(FormUpload.request(head, fields), target, holder, now, false);
    authorizer.require(Operation.POST_OBJECT, call);
    handlers.requirePossible(Operation.POST_OBJECT, call);
    return call;
  }

  /** What pages of other origins may do. */
  public Cors cors() {
    return new Cors(store);
  }

  private void requireRoom(long length) {
    if (length > LARGEST_CONTENT) {
      throw OssError.TOO_LARGE.refusal("5 GiB in one request");
    }
    folder.requireRoom(length);
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
      authorizer.require(operation, call);
    }
    return answered(call, handlers.perform(operation, call));
  }

  /**
   * Does what writes a content, which is released here.
   *
   * @throws OssRefusal if it cannot be done
   */
  public synchronized OssAnswer perform(Admission admission, Received received) {
    try {
      return answered(admission.call(), handlers.write(admission, received));
    } finally {
      received.content().release();
    }
  }

  private static OssAnswer answered(Call call, OssAnswer answer) {
    OssAnswer numbered = answer.numbered();
    return call.s3() ? S3Dialect.toS3(numbered) : numbered;
  }

  /** Whether a request is signed as S3's clients do it. */
  public static boolean isS3(OssRequest request) {
    return S3Scope.isSigned(request);
  }

  /** What the real OSS would refuse of a request that is taken here; empty for nothing. */
  public static Optional<String> warning(OssRequest request) {
    return isS3(request) ? S3Payload.warning(request) : Optional.empty();
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

  private void requireRegion(Target target, @Nullable String signed) {
    if (target.bucket().isEmpty()) {
      if (signed != null && !store.hasRegion(signed)) {
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
    if (signed != null && !signed.equals(bucket.region())) {
      throw OssError.SIGNING_REGION.refusal();
    }
  }
}
