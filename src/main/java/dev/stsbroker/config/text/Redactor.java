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

  private static final String EXTERNAL_ID = "externalId";

  /** As long a text of letters and digits is a key, a secret or a token, or may be one. */
  private static final Pattern KEY =
      Pattern.compile(
          "(LTAI|AKIA|STS\\.|eyJ)[A-Za-z0-9]{8,}"
              + "|(?=[A-Za-z+=~]*[0-9])(?=[0-9+=~]*[A-Za-z])[A-Za-z0-9+=~]{16,}"
              + "|(?=\\S*[A-Z])(?=\\S*[a-z])(?=\\S*[0-9])[A-Za-z0-9+=~_-]{20,}");

  /** Where a long text is a name and no key, up to a query. */
  private static final Pattern NAMED = Pattern.compile("[\"']?(acs:|arn:|https?:|oss:|unix:|/).*");

  private static final int EXCERPT = 4;
  private static final int SHORTEST_CUT = 12;

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
    String text = value.toString();
    if (hidden(place)) {
      return excerpt(text);
    } else if (secret(place)) {
      return MASK;
    } else if (isKeyLike(text)) {
      return excerpt(text);
    }
    String plain = TypedText.visible(PlainText.escaped(text, LONGEST));
    return text.isBlank() || !plain.equals(text) ? "\"" + plain + "\"" : text;
  }

  /** {@code raw}, which is written at {@code place} as it is here, quotes included. */
  static String raw(ConfigPath place, String raw) {
    if (hidden(place) || (!secret(place) && isKeyLike(raw))) {
      return excerpt(raw.replaceAll("^[\"']|[\"']$", ""));
    }
    return secret(place) ? MASK : TypedText.visible(PlainText.escaped(raw, LONGEST));
  }

  /** Whether {@code text} looks like a key, a secret or a token, wherever it stands. */
  public static boolean isKeyLike(String text) {
    boolean named = NAMED.matcher(text).matches();
    int from = named ? text.indexOf('?') : 0;
    return from >= 0 && KEY.matcher(text.substring(from)).find();
  }

  /** How {@code text} begins and how long it is, which tells its owner which one it is. */
  static String excerpt(String text) {
    int length = text.codePointCount(0, text.length());
    String begin = length < SHORTEST_CUT ? MASK : PlainText.escaped(text, EXCERPT);
    return begin + " (" + length + (length == 1 ? " character)" : " characters)");
  }

  /** Whether the value is agreed between two parties, and so nobody else's to see. */
  private static boolean hidden(ConfigPath place) {
    return place.is("profiles", EXTERNAL_ID);
  }

  /** Whether {@code text} may have an address with a user's name and a password in it. */
  static boolean hasUserInfo(String text) {
    return USER_INFO.matcher(text).find();
  }

  /** Whether {@code value} is a number or a boolean, which can be written in several ways. */
  public static boolean isPlain(@Nullable Object value) {
    return value instanceof Number || value instanceof Boolean;
  }

  /** Whether the value at {@code place} must not be seen. */
  public static boolean secret(ConfigPath place) {
    if (place.steps().isEmpty()) {
      return false;
    }
    Object section = place.steps().get(0);
    boolean open = place.steps().size() == 3 && OPEN.contains(place.name());
    return section.equals("sandbox") || hidden(place) || (section.equals("identities") && !open);
  }

  public static String quoted(String text) {
    return "\"" + TypedText.visible(PlainText.escaped(text, LONGEST)) + "\"";
  }
}
