package dev.stsbroker.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an access key from one JSON file or from two plain ones. Blocks. */
final class KeyFileReader {
  /** A key file has some hundred bytes, with a security token a few thousand. */
  private static final int MAX_BYTES = 64 * 1024;

  private static final String EXPECTED =
      " (expected: {\"AccessKeyId\": ..., \"AccessKeySecret\": ...[, \"SecurityToken\": ...]})";

  private KeyFileReader() {}

  static AccessKey read(SourceSettings.KeyFile identity) {
    String text = text(identity, identity.file());
    JsonObject json;
    try {
      json = new JsonObject(text);
    } catch (DecodeException | ClassCastException e) {
      throw IdentityProblem.of(identity, identity.file() + ": no JSON object" + EXPECTED);
    }
    for (String name : List.of("AccessKeyId", "AccessKeySecret")) {
      if (value(json, name) == null) {
        throw IdentityProblem.of(identity, identity.file() + ": no " + name + EXPECTED);
      }
    }
    String token = value(json, "SecurityToken");
    return key(
        String.valueOf(value(json, "AccessKeyId")),
        String.valueOf(value(json, "AccessKeySecret")),
        token);
  }

  static AccessKey read(SourceSettings.KeyFiles identity) {
    return key(line(identity, identity.idFile()), line(identity, identity.secretFile()), null);
  }

  private static AccessKey key(String id, String secret, @Nullable String token) {
    return new AccessKey(id, Secret.of(secret), token == null ? null : Secret.of(token));
  }

  private static @Nullable String value(JsonObject json, String name) {
    return json.getValue(name) instanceof String text && !text.isBlank() ? text.strip() : null;
  }

  private static String line(SourceSettings identity, Path file) {
    String text = text(identity, file).strip();
    if (text.isEmpty() || text.indexOf('\n') >= 0) {
      throw IdentityProblem.of(
          identity,
          file
              + ": "
              + (text.isEmpty() ? "empty" : "more than one line")
              + " (expected: one line)");
    }
    return text;
  }

  private static String text(SourceSettings identity, Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw IdentityProblem.of(identity, file + ": not a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw IdentityProblem.of(identity, file + ": longer than " + MAX_BYTES + " bytes");
      }
      String text = new String(bytes, UTF_8);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException e) {
      throw IdentityProblem.of(identity, file + ": no such file");
    } catch (AccessDeniedException e) {
      throw IdentityProblem.of(identity, file + ": permission denied");
    } catch (IOException e) {
      throw IdentityProblem.of(
          identity, file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }
}
