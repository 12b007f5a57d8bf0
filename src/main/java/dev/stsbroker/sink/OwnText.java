package dev.stsbroker.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * Whether a file is one that the broker may replace: one it wrote itself in whatever format, or an
 * empty one. Anything else may be all there is of somebody's keys.
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

  /** Whether {@code file}, which is no symlink, may be replaced; so may one that is not there. */
  static boolean mayReplace(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && recognised(read(file));
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), UTF_8);
    }
  }

  private static boolean recognised(String text) {
    return text.isBlank() || text.startsWith(SinkText.MARKER) || json(text);
  }

  private static boolean json(String text) {
    try {
      JsonObject json = new JsonObject(text);
      return FLAT.contains(json.fieldNames()) || config(json);
    } catch (DecodeException | ClassCastException e) {
      return false;
    }
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
