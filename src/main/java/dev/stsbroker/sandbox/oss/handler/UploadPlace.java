package dev.stsbroker.sandbox.oss.handler;

import dev.stsbroker.sandbox.oss.admission.Call;
import dev.stsbroker.sandbox.oss.request.Names;
import dev.stsbroker.sandbox.oss.request.Times;
import dev.stsbroker.sandbox.oss.request.Xml;
import dev.stsbroker.sandbox.oss.store.ObjectStore;
import dev.stsbroker.sandbox.oss.store.Upload;
import java.util.List;

/**
 * A place in the list of uploads, which is sorted by key and then by id.
 *
 * @param key of an upload's object; empty for the list's begin
 * @param id of the upload; empty for behind all uploads of {@code key}
 */
record UploadPlace(String key, String id) {
  /** Where the page asked for begins. */
  static UploadPlace asked(Call call) {
    return new UploadPlace(call.parameter("key-marker"), call.parameter("upload-id-marker"));
  }

  /** Where the page after this one begins. */
  static UploadPlace last(List<Upload> page, boolean more) {
    if (!more || page.isEmpty()) {
      return new UploadPlace("", "");
    }
    Upload last = page.get(page.size() - 1);
    return new UploadPlace(last.target().key(), last.id());
  }

  boolean isBefore(Upload upload) {
    if (key.isEmpty()) {
      return true;
    }
    int order = ObjectStore.KEY_ORDER.compare(key, upload.target().key());
    return order < 0 || (order == 0 && !id.isEmpty() && id.compareTo(upload.id()) < 0);
  }

  void write(Xml xml, String word, Names names) {
    xml.put(word + "KeyMarker", names.of(key)).put(word + "UploadIdMarker", id);
  }

  static void listed(Xml xml, Upload upload, Call call) {
    xml.in(
        "Upload",
        one ->
            one.put("Key", new Names(call.encoded()).of(upload.target().key()))
                .put("UploadId", upload.id())
                .put("StorageClass", call.storageClass())
                .put("Initiated", Times.xml(upload.initiated())));
  }
}
