package dev.stsbroker.config.text;

import dev.stsbroker.text.PlainText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Formats a value of the configuration for a message: on one line, cut to a length, never a secret.
 */
public final class Redactor {
  private static final String MASK = "******";
  private static final int LONGEST = 80;

  /**
   * The keys of an identity whose values may be seen; whatever else stands there may be a misplaced
   * secret.
   */
  private static final Set<String> OPEN =
      Set.of(
          "type",
          "file",
          "idFile",
          "secretFile",
          "id",
          "allowOthers",
          "roleArn",
          "providerArn",
          "tokenFile",
          "sessionName",
          "roleName",
          "endpoint",
          "allowV1");

  private static final Pattern USER_INFO = Pattern.compile("[/\\\\][^/\\s]*(@|:[^0-9/\\s])");

  private Redactor() {}

  static String value(ConfigPath place, @Nullable Object value) {
    if (value == null) {
      return "nothing";
    }
    if (value instanceof JsonObject) {
      return "a mapping";
    }
    if (value instanceof JsonArray) {
      return "a list";
    }
    if (secret(place)) {
      return MASK;
    }
    String text = value.toString();
    String plain = PlainText.escaped(text, LONGEST);
    return text.isBlank() || !plain.equals(text) ? "\"" + plain + "\"" : text;
  }

  /** {@code raw}, which is written at {@code place} as it is here, quotes included. */
  static String raw(ConfigPath place, String raw) {
    return secret(place) ? MASK : PlainText.escaped(raw, LONGEST);
  }

  /** Whether {@code text} may have an address with a user's name and a password in it. */
  static boolean hasUserInfo(String text) {
    return USER_INFO.matcher(text).find();
  }

  /** Whether {@code value} is a number or a boolean, which can be written in several ways. */
  static boolean isPlain(@Nullable Object value) {
    return value instanceof Number || value instanceof Boolean;
  }

  /** Whether the value at {@code place} must not be seen. */
  public static boolean secret(ConfigPath place) {
    if (place.steps().isEmpty()) {
      return false;
    }
    Object section = place.steps().get(0);
    boolean open = place.steps().size() == 3 && OPEN.contains(place.name());
    return section.equals("sandbox") || (section.equals("identities") && !open);
  }

  public static String quoted(String text) {
    return "\"" + PlainText.escaped(text, LONGEST) + "\"";
  }
}
