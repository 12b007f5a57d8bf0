package dev.stsbroker.sink;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Set;

/**
 * Decides whether the broker may replace a file: one that it wrote itself, in whatever format, or
 * an empty one. Any other file may hold the only copy of somebody's keys.
 */
final class OwnText {
  /** No file of the broker's is longer. */
  private static final int MOST_BYTES = 64 * 1024;

  private static final Set<Set<String>> FLAT =
      Set.of(
          Set.of("AccessKeyId", "AccessKeySecret", "SecurityToken", "Expiration"),
          Set.of("accessKeyId", "accessKeySecret", "securityToken", "expiration"));

  private static final Set<String> PROFILE =
      Set.of("name", "mode", "access_key_id", "access_key_secret", "sts_token");

  private OwnText() {}

  /**
   * Whether what is called {@code name} may be replaced; so may what is not there. It has to belong
   * to the user of this process as well: others may know how the broker's files look.
   */
  static boolean mayReplace(OpenFolder folder, String name) throws IOException {
    PosixFileAttributes entry = folder.look(name);
    return entry == null
        || (entry.isRegularFile()
            && folder.owns(entry)
            && recognised(folder.text(name, MOST_BYTES)));
  }

  private static boolean recognised(String text) {
    return text.isBlank() || text.startsWith(SinkText.MARKER) || json(text);
  }

  private static boolean json(String text) {
    try {
      JsonObject json = new JsonObject(text);
      return FLAT.contains(json.fieldNames()) || config(json) || configWithRegion(text, json);
    } catch (DecodeException | ClassCastException e) {
      return false;
    }
  }

  /**
   * A person's own may have just these keys, but not in these very bytes: {@code aliyun configure}
   * writes more keys and lines.
   */
  private static boolean configWithRegion(String text, JsonObject json) {
    if (!text.equals(json.encode()) || !(json.getValue("profiles") instanceof JsonArray profiles)) {
      return false;
    }
    JsonArray others = new JsonArray();
    for (Object one : profiles) {
      JsonObject profile = (JsonObject) one;
      if (!(profile.remove(SinkText.REGION) instanceof String)) {
        return false;
      }
      others.add(profile);
    }
    return SinkText.NAME.equals(json.getValue("current")) && config(json.put("profiles", others));
  }

  /** A person's own would have another mode, further profiles or a region. */
  private static boolean config(JsonObject json) {
    return json.fieldNames().equals(Set.of("current", "profiles"))
        && json.getValue("profiles") instanceof JsonArray profiles
        && profiles.size() == 1
        && profiles.getValue(0) instanceof JsonObject profile
        && profile.fieldNames().equals(PROFILE)
        && "StsToken".equals(profile.getValue("mode"));
  }
}
