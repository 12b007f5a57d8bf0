package dev.stsbroker.sandbox.oss.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * The policy of a form upload: the signer permits uploads until a time, with certain fields.
 *
 * @param expiration its end
 * @param conditions its conditions, as it has them
 * @param least bytes that the file has
 * @param most bytes that the file has
 */
public record PostPolicy(Instant expiration, JsonArray conditions, long least, long most) {
  private static final String RANGE = "content-length-range";

  /**
   * Reads a policy.
   *
   * @throws OssRefusal if it is malformed
   */
  public static PostPolicy parse(String base64) {
    JsonArray conditions;
    Instant expiration;
    try {
      Object document = Json.decodeValue(new String(Base64.getDecoder().decode(base64), UTF_8));
      if (!(document instanceof JsonObject fields)
          || !(fields.getValue("conditions") instanceof JsonArray array)) {
        throw malformed();
      }
      conditions = array;
      expiration = Instant.parse(String.valueOf(fields.getValue("expiration")));
    } catch (IllegalArgumentException | DecodeException | DateTimeException unreadable) {
      throw malformed();
    }
    long least = 0;
    long most = Long.MAX_VALUE;
    for (Object one : conditions) {
      if (one instanceof JsonArray range && range.size() == 3 && RANGE.equals(range.getValue(0))) {
        least = Math.max(least, bytes(range.getValue(1)));
        most = Math.min(most, bytes(range.getValue(2)));
      }
    }
    return new PostPolicy(expiration, conditions, least, most);
  }

  private static long bytes(Object bound) {
    if (bound instanceof Number number) {
      return number.longValue();
    }
    throw malformed();
  }

  private static OssRefusal malformed() {
    return OssError.POST_POLICY.refusal("Base64 of JSON with expiration and conditions expected");
  }

  /**
   * Refuses a form that it does not let pass.
   *
   * @param fields of the form by their names in any case, with {@code bucket}
   * @throws OssRefusal with the condition that does not hold
   */
  public void require(Map<String, String> fields, Instant now) {
    if (now.isAfter(expiration)) {
      throw OssError.POST_DENIED.refusal("Policy expired.");
    }
    for (Object condition : conditions) {
      if (!holds(condition, fields)) {
        String text =
            condition instanceof JsonArray array ? array.encode() : String.valueOf(condition);
        throw OssError.POST_DENIED.refusal("Policy Condition failed: " + text);
      }
    }
  }

  private static boolean holds(Object condition, Map<String, String> fields) {
    if (condition instanceof JsonObject exact) {
      return exact.stream()
          .allMatch(one -> String.valueOf(one.getValue()).equals(field(fields, one.getKey())));
    }
    if (!(condition instanceof JsonArray list) || list.size() != 3) {
      throw OssError.POST_POLICY.refusal("a condition has no matching mode");
    }
    String mode = String.valueOf(list.getValue(0)).toLowerCase(Locale.ROOT);
    if (mode.equals(RANGE)) {
      return true;
    }
    String value = field(fields, String.valueOf(list.getValue(1)));
    Object expected = list.getValue(2);
    return switch (mode) {
      case "eq" -> value.equals(String.valueOf(expected));
      case "starts-with" -> value.startsWith(String.valueOf(expected));
      case "in" -> expected instanceof JsonArray any && any.contains(value);
      case "not-in" -> expected instanceof JsonArray none && !none.contains(value);
      default -> throw OssError.POST_POLICY.refusal("a condition's matching mode is unknown");
    };
  }

  private static String field(Map<String, String> fields, String name) {
    return fields.getOrDefault(name.startsWith("$") ? name.substring(1) : name, "");
  }
}
