package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.secret.Secret;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The flat JSON in which the metadata service and credentials URIs hand out a session: {@code
 * AccessKeyId}, {@code AccessKeySecret}, {@code SecurityToken} and {@code Expiration}, beside which
 * {@code Code} says {@code Success} if it is there.
 */
final class SessionBody {
  private SessionBody() {}

  /**
   * The session in {@code text}. Throws {@link IllegalArgumentException} with what is wrong; the
   * text itself is never part of that.
   */
  static SessionCredentials read(String text, Instant now) {
    JsonObject json = parse(text);
    String code = value(json, "Code");
    if (code != null && !code.equals("Success")) {
      throw new IllegalArgumentException("its Code is not Success");
    }
    AccessKey key =
        new AccessKey(
            needed(json, "AccessKeyId"),
            Secret.of(needed(json, "AccessKeySecret")),
            Secret.of(needed(json, "SecurityToken")));
    Instant expires = time(needed(json, "Expiration"));
    Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
    if (!expires.isAfter(issued)) {
      throw new IllegalArgumentException("its Expiration " + expires + " is past");
    }
    return new SessionCredentials(key, issued, expires, "");
  }

  private static JsonObject parse(String text) {
    try {
      return new JsonObject(text);
    } catch (DecodeException | ClassCastException e) {
      throw new IllegalArgumentException("it is no JSON object");
    }
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "its Expiration is no time (expected: yyyy-MM-ddTHH:mm:ssZ)");
    }
  }

  private static String needed(JsonObject json, String name) {
    String value = value(json, name);
    if (value == null) {
      throw new IllegalArgumentException("its " + name + " is missing or empty");
    }
    if (!KeyText.fits(value)) {
      throw new IllegalArgumentException("its " + name + " is none" + KeyText.EXPECTED);
    }
    return value;
  }

  private static @Nullable String value(JsonObject json, String name) {
    return json.getValue(name) instanceof String text && !text.isBlank() ? text.strip() : null;
  }
}
