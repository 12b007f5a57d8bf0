package dev.stsbroker.sandbox.oss.admission;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.XmlNode;
import dev.stsbroker.sandbox.oss.store.Received;
import java.util.List;

/**
 * The body of DeleteMultipleObjects.
 *
 * @param keys of the objects to delete, 1..1000
 * @param quiet whether the answer leaves out what was deleted
 */
public record DeleteRequest(List<String> keys, boolean quiet) {
  private static final int MOST = 1000;

  /**
   * Reads the body.
   *
   * @throws OssRefusal if it is malformed, or not what its MD5 says
   */
  public static DeleteRequest read(Call call) {
    Received.of(call.request().body()).requireDigest(call.request());
    XmlNode root = XmlNode.read(call.request().body());
    List<String> keys = root.all("Object").map(object -> object.childText("Key")).toList();
    if (keys.isEmpty() || keys.size() > MOST || keys.contains("")) {
      throw OssError.MALFORMED_XML.refusal();
    }
    if (root.all("Object").anyMatch(object -> !object.childText("VersionId").isEmpty())) {
      throw OssError.NOT_IMPLEMENTED.refusal("versions");
    }
    return new DeleteRequest(keys, Boolean.parseBoolean(root.childText("Quiet")));
  }
}
