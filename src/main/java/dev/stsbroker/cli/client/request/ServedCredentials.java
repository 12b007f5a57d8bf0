package dev.stsbroker.cli.client.request;

import dev.stsbroker.secret.Secret;
import java.text.ParseException;
import java.util.Map;

/**
 * Credentials as a broker served them.
 *
 * @param accessKeyId public
 * @param accessKeySecret goes with it
 * @param securityToken goes with it
 * @param expiration as the broker wrote it: {@code yyyy-MM-ddTHH:mm:ssZ}
 * @param lastUpdated likewise
 */
public record ServedCredentials(
    String accessKeyId,
    Secret accessKeySecret,
    Secret securityToken,
    String expiration,
    String lastUpdated) {
  private static final String TIME = "0000-00-00T00:00:00Z";

  /**
   * Reads the flat body; throws {@link ParseException} unless it is whole: a success with every
   * member, of visible ASCII, and times in the one form that every client reads.
   */
  static ServedCredentials read(String body) throws ParseException {
    Map<String, String> members = FlatJson.read(body);
    if (!"Success".equals(members.get("Code"))) {
      throw new ParseException("Code is not Success", 0);
    }
    return new ServedCredentials(
        visible(members, "AccessKeyId"),
        Secret.of(visible(members, "AccessKeySecret")),
        Secret.of(visible(members, "SecurityToken")),
        time(members, "Expiration"),
        time(members, "LastUpdated"));
  }

  private static String visible(Map<String, String> members, String name) throws ParseException {
    String value = members.get(name);
    if (value == null || value.isEmpty()) {
      throw new ParseException(name + " is missing", 0);
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
        throw new ParseException(name + " has other than visible characters", 0);
      }
    }
    return value;
  }

  private static String time(Map<String, String> members, String name) throws ParseException {
    String value = visible(members, name);
    boolean formed = value.length() == TIME.length();
    for (int i = 0; formed && i < TIME.length(); i++) {
      char c = value.charAt(i);
      formed = TIME.charAt(i) == '0' ? c >= '0' && c <= '9' : c == TIME.charAt(i);
    }
    if (!formed) {
      throw new ParseException(name + " is no time (expected: yyyy-MM-ddTHH:mm:ssZ)", 0);
    }
    return value;
  }
}
