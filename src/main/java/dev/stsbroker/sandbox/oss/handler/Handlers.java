package dev.stsbroker.sandbox.oss.handler;

import dev.stsbroker.sandbox.oss.admission.Admission;
import dev.stsbroker.sandbox.oss.admission.Call;
import dev.stsbroker.sandbox.oss.admission.Operation;
import dev.stsbroker.sandbox.oss.admission.OssAuthorizer;
import dev.stsbroker.sandbox.oss.request.OssAnswer;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.store.ObjectStore;
import dev.stsbroker.sandbox.oss.store.Received;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Does what operations ask for, each at its roles. Used by one thread at a time. */
public final class Handlers {
  private final ObjectHandler objects;
  private final ListHandler lists;
  private final MultipartHandler uploads;
  private final BucketHandler buckets;
  private final SettingHandler settings;

  public Handlers(ObjectStore store, Instant created) {
    objects = new ObjectHandler(store);
    lists = new ListHandler(store);
    uploads = new MultipartHandler(store);
    buckets = new BucketHandler(store, created);
    settings = new SettingHandler(store);
  }

  /** Throws {@link OssRefusal} for what cannot be done whatever the body is. */
  public void requirePossible(Operation operation, Call call) {
    switch (operation) {
      case PUT_OBJECT, POST_OBJECT -> objects.requireWritable(call);
      case UPLOAD_PART -> uploads.requirePlace(call);
      case APPEND -> objects.requireAppendable(call);
      default -> {}
    }
  }

  /** What a copy is made of; null for what is none. */
  public Admission.@Nullable Source source(Operation operation, Call call) {
    if (!operation.copies() || call.header(OssAuthorizer.COPY_SOURCE).isEmpty()) {
      return null;
    }
    return operation == Operation.PUT_OBJECT ? objects.source(call) : uploads.source(call);
  }

  /**
   * Does what writes a content.
   *
   * @throws OssRefusal if it cannot be done
   */
  public OssAnswer write(Admission admission, Received received) {
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
      case POST_OBJECT -> FormUpload.written(call, objects.put(call, received));
      default -> throw new IllegalStateException(admission.operation() + " writes no content");
    };
  }

  /**
   * Does what needs no content.
   *
   * @throws OssRefusal if it cannot be done
   */
  public OssAnswer perform(Operation operation, Call call) {
    return switch (operation) {
      case LIST_BUCKETS -> buckets.list(call);
      case LIST_OBJECTS -> lists.list(call);
      case LIST_UPLOADS -> uploads.uploads(call);
      case HEAD_BUCKET -> buckets.head(call);
      case BUCKET_INFO -> buckets.info(call);
      case BUCKET_LOCATION -> buckets.location(call);
      case BUCKET_STAT -> buckets.stat(call);
      case DELETE_OBJECTS -> buckets.delete(call);
      case GET_OBJECT -> objects.get(call);
      case HEAD_OBJECT, OBJECT_META -> objects.head(call);
      case DELETE_OBJECT -> objects.delete(call);
      case BEGIN_UPLOAD -> uploads.begin(call);
      case COMPLETE_UPLOAD -> uploads.complete(call);
      case ABORT_UPLOAD -> uploads.abort(call);
      case LIST_PARTS -> uploads.parts(call);
      case PUT_OBJECT, UPLOAD_PART, APPEND, POST_OBJECT ->
          throw new IllegalStateException(operation + " writes a content");
      default -> settings.of(operation, call);
    };
  }
}
