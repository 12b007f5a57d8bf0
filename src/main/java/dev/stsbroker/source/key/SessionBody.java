package dev.stsbroker.source.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.io.StrictJson;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.sts.Upstream;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The flat JSON in which the metadata service and credentials URIs hand out a session: {@code
 * AccessKeyId}, {@code AccessKeySecret}, {@code SecurityToken} and {@code Expiration}, beside which
 * {@code Code} says {@code Success} if it is there.
 */
public final class SessionBody {
  /** No session lives longer than 12 h; a minute more for clocks that differ. */
  private static final Duration LONGEST = Duration.ofHours(12).plusMinutes(1);

  private SessionBody() {}

  /**
   * The session in {@code text}. Throws {@link IllegalArgumentException} with what is wrong; the
   * text itself is never part of that.
   */
  public static SessionCredentials read(String text, Instant now) {
    JsonObject json = parse(text);
    String code = value(json, "Code");
    if (code != null && !code.equals("Success")) {
      throw new IllegalArgumentException("its Code is not Success");
    }
    AccessKey key =
        new AccessKey(
            needed(json, "AccessKeyId", Upstream::keyId),
            Secret.of(needed(json, "AccessKeySecret", Upstream::secret)),
            Secret.of(needed(json, "SecurityToken", Upstream::secret)));
    Instant said = time(needed(json, "Expiration", Upstream::time));
    Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
    Instant latest = issued.plus(LONGEST);
    Instant expires = said.isAfter(latest) ? latest : said;
    if (!expires.isAfter(issued)) {
      throw new IllegalArgumentException("its Expiration " + expires + " is past");
    }
    return new SessionCredentials(key, issued, expires, "");
  }

  private static JsonObject parse(String text) {
    try {
      return StrictJson.object(text);
    } catch (JsonProcessingException e) {
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

  private static String needed(
      JsonObject json, String name, UnaryOperator<@Nullable String> known) {
    String value = value(json, name);
    if (value == null) {
      throw new IllegalArgumentException("its " + name + " is missing or empty");
    }
    String plain = known.apply(value);
    if (plain == null) {
      throw new IllegalArgumentException(
          "its " + name + " is none (expected: printable ASCII, bounded)");
    }
    return plain;
  }

  private static @Nullable String value(JsonObject json, String name) {
    return json.getValue(name) instanceof String text && !text.isBlank() ? text.strip() : null;
  }
}
