package dev.stsbroker.sandbox.oss.handler;

import dev.stsbroker.sandbox.oss.admission.Admission;
import dev.stsbroker.sandbox.oss.admission.Call;
import dev.stsbroker.sandbox.oss.admission.OssAuthorizer;
import dev.stsbroker.sandbox.oss.request.Content;
import dev.stsbroker.sandbox.oss.request.OssAnswer;
import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.Target;
import dev.stsbroker.sandbox.oss.request.Times;
import dev.stsbroker.sandbox.oss.request.Xml;
import dev.stsbroker.sandbox.oss.store.Crc64;
import dev.stsbroker.sandbox.oss.store.ObjectStore;
import dev.stsbroker.sandbox.oss.store.Received;
import dev.stsbroker.sandbox.oss.store.StoredObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads, writes and deletes objects, one at a time. */
final class ObjectHandler {
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

  ObjectHandler(ObjectStore store) {
    this.store = store;
  }

  OssAnswer get(Call call) {
    StoredObject object = store.object(call.target());
    if (Preconditions.unchanged(call, "", object)) {
      return object.describe(OssAnswer.of(304));
    }
    Content content = object.content();
    Map<String, String> overrides = overrides(call);
    OssAnswer answer =
        range(call, content.length())
            .map(
                range ->
                    OssAnswer.of(206, content.slice(range.first(), range.end()))
                        .with("Content-Range", range.of(content.length())))
            .orElseGet(() -> OssAnswer.of(200, content.retain()));
    return object.describe(answer).with("Accept-Ranges", "bytes").with(overrides);
  }

  private static Optional<ByteRange> range(Call call, long length) {
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

  /**
   * Refuses what cannot be written whatever its body is.
   *
   * @throws OssRefusal then
   */
  void requireWritable(Call call) {
    requireAbsentIfAsked(store, call);
    StoredObject.requireUnderstood(call.request());
    StoredObject.metadata(call.request());
  }

  OssAnswer put(Call call, Received received) {
    requireAbsentIfAsked(store, call);
    received.requireDigest(call.request());
    StoredObject object =
        StoredObject.of(
            received, StoredObject.metadata(call.request()), StoredObject.Kind.NORMAL, call.now());
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

  /** What a copy of a whole object is made of. */
  Admission.Source source(Call call) {
    StoredObject source = source(store, call);
    boolean replace = call.header("x-oss-metadata-directive").equalsIgnoreCase("REPLACE");
    Map<String, String> metadata =
        replace ? StoredObject.metadata(call.request()) : source.metadata();
    return new Admission.Source(source.content().retain(), metadata);
  }

  OssAnswer copy(Call call, Map<String, String> metadata, Received received) {
    requireAbsentIfAsked(store, call);
    StoredObject copied = StoredObject.of(received, metadata, StoredObject.Kind.NORMAL, call.now());
    store.put(call.target(), copied);
    return OssAnswer.xml(200, "CopyObjectResult", xml -> changed(xml, copied))
        .with("ETag", copied.etag())
        .with("x-oss-hash-crc64ecma", copied.crc64());
  }

  /** The object that a copy is made of, if its conditions hold. */
  static StoredObject source(ObjectStore store, Call call) {
    StoredObject source = store.object(Target.ofSource(call.header(OssAuthorizer.COPY_SOURCE)));
    if (Preconditions.unchanged(call, "x-oss-copy-source-", source)) {
      throw OssError.PRECONDITION.refusal();
    }
    return source;
  }

  static void changed(Xml xml, StoredObject object) {
    xml.put("ETag", object.etag()).put("LastModified", Times.xml(object.lastModified()));
  }

  /**
   * Refuses to write at the end of an object that has none, or has it elsewhere.
   *
   * @throws OssRefusal then
   */
  void requireAppendable(Call call) {
    StoredObject.requireUnderstood(call.request());
    StoredObject.metadata(call.request());
    requireEnd(call);
  }

  private void requireEnd(Call call) {
    Optional<StoredObject> before = store.find(call.target());
    if (before.isPresent() && before.get().kind() != StoredObject.Kind.APPENDABLE) {
      throw OssError.NOT_APPENDABLE.refusal();
    }
    String end = before.map(StoredObject::size).orElse("0");
    if (!call.parameter("position").equals(end)) {
      throw OssError.POSITION.refusal().with("x-oss-next-append-position", end);
    }
  }

  /** Writes at the end of an object, which must be where the sender thinks it is. */
  OssAnswer append(Call call, Received received) {
    received.requireDigest(call.request());
    requireEnd(call);
    Optional<StoredObject> before = store.find(call.target());
    StoredObject object =
        before.isPresent() ? longer(before.get(), received, call) : first(received, call);
    try {
      store.put(call.target(), object);
    } finally {
      object.content().release();
    }
    return written(object).with("x-oss-next-append-position", object.size());
  }

  private static StoredObject first(Received received, Call call) {
    received.content().retain();
    return StoredObject.of(
        received, StoredObject.metadata(call.request()), StoredObject.Kind.APPENDABLE, call.now());
  }

  /** As with parts, the ETag is no longer the content's MD5. */
  private static StoredObject longer(StoredObject before, Received more, Call call) {
    return new StoredObject(
        Content.joined(List.of(before.content(), more.content())),
        before.metadata(),
        StoredObject.Kind.APPENDABLE,
        StoredObject.quoted(StoredObject.etag(before.etag() + more.md5())),
        Crc64.combined(before.crc64(), more.crc64(), more.content().length()),
        call.now());
  }

  OssAnswer delete(Call call) {
    store.delete(call.target());
    return OssAnswer.of(204);
  }

  /** What is answered to who has written an object. */
  static OssAnswer written(StoredObject object) {
    return OssAnswer.of(200)
        .with("ETag", object.etag())
        .with("Content-MD5", object.contentMd5())
        .with("x-oss-hash-crc64ecma", object.crc64());
  }
}
