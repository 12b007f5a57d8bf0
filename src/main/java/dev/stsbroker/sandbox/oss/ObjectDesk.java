package dev.stsbroker.sandbox.oss;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads, writes and deletes objects, one at a time. */
final class ObjectDesk {
  private static final String FORBID_OVERWRITE = "x-oss-forbid-overwrite";

  private static final Map<String, String> OVERRIDES =
      Map.of(
          "response-content-type", "Content-Type",
          "response-content-language", "Content-Language",
          "response-expires", "Expires",
          "response-cache-control", "Cache-Control",
          "response-content-disposition", "Content-Disposition",
          "response-content-encoding", "Content-Encoding");

  private final ObjectStore store;

  ObjectDesk(ObjectStore store) {
    this.store = store;
  }

  OssAnswer get(Call call) {
    StoredObject object = store.object(call.target());
    if (Preconditions.unchanged(call, "", object)) {
      return object.describe(OssAnswer.of(304));
    }
    Buffer content = object.content();
    OssAnswer answer =
        range(call, content.length())
            .map(
                range ->
                    new OssAnswer(206, Map.of(), content.getBuffer(range.first(), range.end()))
                        .with("Content-Range", range.of(content.length())))
            .orElseGet(() -> new OssAnswer(200, Map.of(), content));
    return object.describe(answer).with("Accept-Ranges", "bytes").with(overrides(call));
  }

  private static Optional<ByteRange> range(Call call, int length) {
    String header = call.header("range");
    Optional<ByteRange> range = ByteRange.parse(header, length);
    boolean strict = call.header("x-oss-range-behavior").equals("standard");
    if (strict && !header.isEmpty() && range.isEmpty()) {
      throw OssError.RANGE.refusal();
    }
    return range;
  }

  private static Map<String, String> overrides(Call call) {
    Map<String, String> overrides = new HashMap<>();
    OVERRIDES.forEach(
        (parameter, header) -> {
          String value = call.parameter(parameter);
          if (value.chars().anyMatch(Character::isISOControl)) {
            throw OssError.INVALID_ARGUMENT.refusal(parameter + " is no value of a header.");
          }
          if (!value.isEmpty()) {
            overrides.put(header, value);
          }
        });
    return overrides;
  }

  /** HEAD: the headers of GET; whoever sends it leaves out the body. */
  OssAnswer head(Call call) {
    StoredObject object = store.object(call.target());
    int status = Preconditions.unchanged(call, "", object) ? 304 : 200;
    return object.describe(OssAnswer.of(status)).with("Content-Length", object.size());
  }

  OssAnswer put(Call call) {
    requireAbsentIfAsked(store, call);
    if (!call.header(Gate.COPY_SOURCE).isEmpty()) {
      return copy(call);
    }
    Bodies.requireUnderstood(call.request());
    Bodies.requireDigest(call.request());
    StoredObject object =
        StoredObject.of(
            call.request().body(),
            StoredObject.metadata(call.request()),
            StoredObject.Kind.NORMAL,
            call.now());
    store.put(call.target(), object);
    return written(object);
  }

  /** Refuses to write over an object if the sender says so. */
  static void requireAbsentIfAsked(ObjectStore store, Call call) {
    boolean forbidden = Boolean.parseBoolean(call.header(FORBID_OVERWRITE));
    if (forbidden && store.find(call.target()).isPresent()) {
      throw OssError.EXISTS.refusal();
    }
  }

  private OssAnswer copy(Call call) {
    StoredObject source = source(store, call);
    boolean replace = call.header("x-oss-metadata-directive").equalsIgnoreCase("REPLACE");
    Map<String, String> metadata =
        replace ? StoredObject.metadata(call.request()) : source.metadata();
    Bodies.requireUnderstood(call.request());
    StoredObject copied =
        StoredObject.of(source.content(), metadata, StoredObject.Kind.NORMAL, call.now());
    store.put(call.target(), copied);
    return OssAnswer.xml(200, "CopyObjectResult", xml -> changed(xml, copied))
        .with("x-oss-hash-crc64ecma", copied.crc64());
  }

  /** The object that a copy is made of, if its conditions hold. */
  static StoredObject source(ObjectStore store, Call call) {
    StoredObject source = store.object(Target.ofSource(call.header(Gate.COPY_SOURCE)));
    if (Preconditions.unchanged(call, "x-oss-copy-source-", source)) {
      throw OssError.PRECONDITION.refusal();
    }
    return source;
  }

  static void changed(Xml xml, StoredObject object) {
    xml.put("ETag", object.etag()).put("LastModified", Times.xml(object.lastModified()));
  }

  /** Writes at the end of an object, which must be where the sender thinks it is. */
  OssAnswer append(Call call) {
    Bodies.requireUnderstood(call.request());
    Bodies.requireDigest(call.request());
    Optional<StoredObject> before = store.find(call.target());
    if (before.isPresent() && before.get().kind() != StoredObject.Kind.APPENDABLE) {
      throw OssError.NOT_APPENDABLE.refusal();
    }
    Buffer content = before.map(object -> object.content().copy()).orElseGet(Buffer::buffer);
    if (!call.parameter("position").equals(Integer.toString(content.length()))) {
      throw OssError.POSITION
          .refusal()
          .with("x-oss-next-append-position", Integer.toString(content.length()));
    }
    StoredObject object =
        StoredObject.of(
            content.appendBuffer(call.request().body()),
            before
                .map(StoredObject::metadata)
                .orElseGet(() -> StoredObject.metadata(call.request())),
            StoredObject.Kind.APPENDABLE,
            call.now());
    store.put(call.target(), object);
    return written(object).with("x-oss-next-append-position", object.size());
  }

  OssAnswer delete(Call call) {
    store.delete(call.target());
    return OssAnswer.of(204);
  }

  /** What is answered to who has written an object. */
  static OssAnswer written(StoredObject object) {
    return OssAnswer.of(200)
        .with("ETag", object.etag())
        .with("x-oss-hash-crc64ecma", object.crc64());
  }
}
