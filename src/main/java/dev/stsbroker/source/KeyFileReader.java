package dev.stsbroker.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.io.StrictJson;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an access key from one JSON file or from two plain ones. Blocks. */
final class KeyFileReader {
  private static final String EXPECTED =
      " (expected: {\"AccessKeyId\": ..., \"AccessKeySecret\": ...[, \"SecurityToken\": ...]})";

  private static final List<String> PARTS = List.of("AccessKeyId", "AccessKeySecret");
  private static final int MOST_READINGS = 100;

  private KeyFileReader() {}

  static AccessKey read(SourceSettings.KeyFile identity) {
    JsonObject json = object(identity);
    for (String name : PARTS) {
      if (value(json, name) == null) {
        throw IdentityProblem.ofFile(identity, identity.file(), "no " + name + EXPECTED);
      }
    }
    String token = value(json, "SecurityToken");
    return KeyText.key(
        identity,
        String.valueOf(value(json, "AccessKeyId")),
        String.valueOf(value(json, "AccessKeySecret")),
        token);
  }

  /** Whether the file holds a key's parts, and each is still the empty text it was made with. */
  static boolean unfilled(SourceSettings.KeyFile identity) {
    JsonObject json = object(identity);
    return PARTS.stream().allMatch(name -> "".equals(json.getValue(name)));
  }

  private static JsonObject object(SourceSettings.KeyFile identity) {
    guard(identity, identity.file(), identity.allowOthers());
    String text = SecretFile.text(identity, identity.file());
    if (text.isBlank()) {
      throw IdentityProblem.ofFile(identity, identity.file(), "is empty" + EXPECTED);
    }
    try {
      return StrictJson.object(text);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() != null ? " (line " + e.getLocation().getLineNr() + ")" : "";
      throw IdentityProblem.ofFile(identity, identity.file(), "no JSON object" + line + EXPECTED);
    }
  }

  /** The two may be swapped for another key's between their readings: the id tells, read again. */
  static AccessKey read(SourceSettings.KeyFiles identity) {
    guard(identity, identity.secretFile(), identity.allowOthers());
    String id = SecretFile.line(identity, identity.idFile());
    for (int reading = 0; reading < MOST_READINGS; reading++) {
      String secret = SecretFile.line(identity, identity.secretFile());
      String after = SecretFile.line(identity, identity.idFile());
      if (after.equals(id)) {
        return KeyText.key(identity, id, secret, null);
      }
      id = after;
    }
    throw IdentityProblem.ofFile(identity, identity.idFile(), "changes as often as it is read");
  }

  private static void guard(SourceSettings identity, Path file, boolean allowOthers) {
    String open = allowOthers ? null : FileGuard.problem(file);
    if (open != null) {
      throw IdentityProblem.ofFile(identity, file, open);
    }
  }

  private static @Nullable String value(JsonObject json, String name) {
    return json.getValue(name) instanceof String text && !text.isBlank() ? text.strip() : null;
  }
}
