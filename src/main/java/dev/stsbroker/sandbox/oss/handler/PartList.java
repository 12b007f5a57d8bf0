package dev.stsbroker.sandbox.oss.handler;

import dev.stsbroker.sandbox.oss.request.Content;
import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.Xml;
import dev.stsbroker.sandbox.oss.request.XmlNode;
import dev.stsbroker.sandbox.oss.store.Crc64;
import dev.stsbroker.sandbox.oss.store.StoredObject;
import dev.stsbroker.sandbox.oss.store.Upload;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of a multipart upload that a client chose, and the object made of them. */
final class PartList {
  /** Every part but the last has at least this many bytes, as documented. */
  private static final int SMALLEST = 100 * 1024;

  private PartList() {}

  /**
   * The parts that the body of CompleteMultipartUpload names, in its order.
   *
   * @throws OssRefusal if one is not there, not the one meant, or not in order
   */
  static List<StoredObject> chosen(Upload upload, Buffer body) {
    List<StoredObject> chosen = new ArrayList<>();
    int before = 0;
    for (XmlNode node : XmlNode.read(body).all("Part").toList()) {
      int number = number(node);
      if (number <= before) {
        throw OssError.INVALID_PART_ORDER.refusal();
      }
      before = number;
      StoredObject part = upload.parts().get(number);
      if (part == null || !unquoted(part.etag()).equals(unquoted(node.childText("ETag")))) {
        throw OssError.INVALID_PART.refusal().with("PartNumber", Integer.toString(number));
      }
      chosen.add(part);
    }
    return chosen;
  }

  private static int number(XmlNode part) {
    try {
      return Integer.parseInt(part.childText("PartNumber").strip());
    } catch (NumberFormatException e) {
      throw OssError.MALFORMED_XML.refusal();
    }
  }

  private static String unquoted(String etag) {
    return etag.replace("\"", "").strip();
  }

  /**
   * The object that parts make, another user of their contents.
   *
   * @throws OssRefusal if there are none, or one before the last is too small
   */
  static StoredObject joined(Upload upload, List<StoredObject> parts, Instant now) {
    if (parts.isEmpty()) {
      throw OssError.MALFORMED_XML.refusal();
    }
    List<StoredObject> butLast = parts.subList(0, parts.size() - 1);
    if (butLast.stream().anyMatch(part -> part.content().length() < SMALLEST)) {
      throw OssError.PART_TOO_SMALL.refusal();
    }
    String tags = parts.stream().map(part -> unquoted(part.etag())).collect(Collectors.joining());
    String crc64 = Crc64.of(Buffer.buffer());
    for (StoredObject part : parts) {
      crc64 = Crc64.combined(crc64, part.crc64(), part.content().length());
    }
    return new StoredObject(
        Content.joined(parts.stream().map(StoredObject::content).toList()),
        upload.metadata(),
        StoredObject.Kind.MULTIPART,
        StoredObject.quoted(StoredObject.etag(tags) + "-" + parts.size()),
        crc64,
        now);
  }

  static void listed(Xml xml, Upload upload, int number) {
    StoredObject part = upload.parts().get(number);
    if (part == null) {
      return;
    }
    xml.in(
        "Part",
        one -> {
          one.put("PartNumber", number);
          ObjectHandler.changed(one, part);
          one.put("HashCrc64ecma", part.crc64()).put("Size", part.size());
        });
  }
}
