package dev.stsbroker.sandbox.oss.handler;

import dev.stsbroker.sandbox.oss.admission.Admission;
import dev.stsbroker.sandbox.oss.admission.Call;
import dev.stsbroker.sandbox.oss.request.Content;
import dev.stsbroker.sandbox.oss.request.Names;
import dev.stsbroker.sandbox.oss.request.OssAnswer;
import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.Xml;
import dev.stsbroker.sandbox.oss.store.ObjectStore;
import dev.stsbroker.sandbox.oss.store.Received;
import dev.stsbroker.sandbox.oss.store.StoredObject;
import dev.stsbroker.sandbox.oss.store.Upload;
import java.util.List;
import java.util.Map;

/** Multipart uploads, from their begin to their end. */
final class MultipartHandler {
  private static final int MOST_PARTS = 10_000;
  private static final int PAGE = 1000;

  private final ObjectStore store;

  MultipartHandler(ObjectStore store) {
    this.store = store;
  }

  OssAnswer begin(Call call) {
    StoredObject.requireUnderstood(call.request());
    ObjectHandler.requireAbsentIfAsked(store, call);
    Upload upload = store.begin(call.target(), StoredObject.metadata(call.request()), call.now());
    return OssAnswer.xml(
        200, "InitiateMultipartUploadResult", xml -> name(xml, call).put("UploadId", upload.id()));
  }

  private static Xml name(Xml xml, Call call) {
    return xml.putIfAny("EncodingType", call.parameter("encoding-type"))
        .put("Bucket", call.target().bucket())
        .put("Key", new Names(call.encoded()).of(call.target().key()));
  }

  /**
   * Refuses a part that has no upload or no number.
   *
   * @throws OssRefusal then
   */
  void requirePlace(Call call) {
    upload(call);
    number(call);
  }

  private static int number(Call call) {
    int number = call.number("partNumber", 0, MOST_PARTS);
    if (number == 0) {
      throw OssError.INVALID_ARGUMENT.refusal(
          "Part number must be an integer between 1 and 10000.");
    }
    return number;
  }

  OssAnswer put(Call call, Received received) {
    received.requireDigest(call.request());
    return ObjectHandler.written(part(call, received));
  }

  OssAnswer copy(Call call, Received received) {
    StoredObject part = part(call, received);
    return OssAnswer.xml(200, "CopyPartResult", xml -> ObjectHandler.changed(xml, part))
        .with("ETag", part.etag())
        .with("x-oss-hash-crc64ecma", part.crc64());
  }

  private StoredObject part(Call call, Received received) {
    StoredObject part =
        StoredObject.of(received, Map.of(), StoredObject.Kind.MULTIPART, call.now());
    store.putPart(upload(call), number(call), part);
    return part;
  }

  /** What a copied part is made of: an object, or a range of one. */
  Admission.Source source(Call call) {
    Content whole = ObjectHandler.source(store, call).content();
    String header = call.header("x-oss-copy-source-range");
    if (header.isEmpty()) {
      return new Admission.Source(whole.retain(), Map.of());
    }
    ByteRange range = ByteRange.parse(header, whole.length()).orElseThrow(OssError.RANGE::refusal);
    return new Admission.Source(whole.slice(range.first(), range.end()), Map.of());
  }

  OssAnswer complete(Call call) {
    Upload upload = upload(call);
    ObjectHandler.requireAbsentIfAsked(store, call);
    boolean all = call.header("x-oss-complete-all").equalsIgnoreCase("yes");
    List<StoredObject> parts =
        all ? List.copyOf(upload.parts().values()) : PartList.chosen(upload, call.request().body());
    StoredObject object = PartList.joined(upload, parts, call.now());
    try {
      store.put(call.target(), object);
    } finally {
      object.content().release();
    }
    store.end(upload);
    return OssAnswer.xml(
            200,
            "CompleteMultipartUploadResult",
            xml -> {
              String host = call.request().host();
              xml.put("Location", "http://" + host + "/" + new Names(true).of(call.target().key()));
              name(xml, call).put("ETag", object.etag());
            })
        .with("ETag", object.etag())
        .with("x-oss-hash-crc64ecma", object.crc64());
  }

  OssAnswer abort(Call call) {
    store.end(upload(call));
    return OssAnswer.of(204);
  }

  OssAnswer parts(Call call) {
    Upload upload = upload(call);
    int marker = call.number("part-number-marker", 0, MOST_PARTS);
    int most = call.number("max-parts", PAGE, PAGE);
    List<Integer> found = List.copyOf(upload.parts().tailMap(marker, false).keySet());
    List<Integer> shown = found.subList(0, Math.min(most, found.size()));
    return OssAnswer.xml(
        200,
        "ListPartsResult",
        xml -> {
          name(xml, call).put("UploadId", upload.id());
          xml.put("StorageClass", call.storageClass());
          xml.put("PartNumberMarker", marker).put("MaxParts", most);
          xml.put("NextPartNumberMarker", shown.isEmpty() ? 0 : shown.get(shown.size() - 1));
          xml.put("IsTruncated", shown.size() < found.size());
          shown.forEach(number -> PartList.listed(xml, upload, number));
        });
  }

  OssAnswer uploads(Call call) {
    if (!call.parameter("delimiter").isEmpty()) {
      throw OssError.NOT_IMPLEMENTED.refusal("delimiter in ListMultipartUploads");
    }
    int most = call.number("max-uploads", PAGE, PAGE);
    String prefix = call.parameter("prefix");
    Names names = new Names(call.encoded());
    List<Upload> found =
        store.uploadsIn(call.target().bucket()).stream()
            .filter(upload -> upload.target().key().startsWith(prefix))
            .filter(upload -> UploadPlace.asked(call).isBefore(upload))
            .toList();
    List<Upload> shown = found.subList(0, Math.min(most, found.size()));
    boolean truncated = shown.size() < found.size();
    return OssAnswer.xml(
        200,
        "ListMultipartUploadsResult",
        xml -> {
          xml.putIfAny("EncodingType", call.parameter("encoding-type"));
          xml.put("Bucket", call.target().bucket()).put("Prefix", names.of(prefix));
          UploadPlace.asked(call).write(xml, "", names);
          UploadPlace.last(shown, truncated).write(xml, "Next", names);
          xml.put("MaxUploads", most).put("IsTruncated", truncated);
          shown.forEach(upload -> UploadPlace.listed(xml, upload, call));
        });
  }

  private Upload upload(Call call) {
    return store.upload(call.parameter("uploadId"), call.target());
  }
}
