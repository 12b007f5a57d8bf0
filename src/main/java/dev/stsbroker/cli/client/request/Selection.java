package dev.stsbroker.cli.client.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The profile whose credentials are wanted, with its parameters.
 *
 * @param profile null for the broker's default one
 * @param query the parameters, encoded; empty if there are none
 */
public record Selection(@Nullable String profile, String query) {
  private static final int LONGEST_NAME = 64;

  /**
   * What was typed.
   *
   * @param profile null for the broker's default one
   * @param parameters each {@code name=value}
   * @throws ClientException if a name can be none, or a parameter has no name or no value
   */
  public static Selection of(@Nullable String profile, List<String> parameters)
      throws ClientException {
    if (profile != null && !isName(profile)) {
      throw ClientException.usage(
          "PROFILE: "
              + ShellText.shown(profile)
              + " (expected: a name of up to 64 letters, digits and . _ -)");
    }
    StringBuilder query = new StringBuilder();
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      if (equals < 0 || !isName(parameter.substring(0, equals))) {
        throw ClientException.usage(
            "--param: " + ShellText.shown(parameter) + " (expected: name=value)");
      }
      query.append(query.isEmpty() ? '?' : '&').append(parameter, 0, equals + 1);
      String value = URLEncoder.encode(parameter.substring(equals + 1), UTF_8);
      query.append(value.replace("+", "%20"));
    }
    return new Selection(profile, query.toString());
  }

  /** Where brokers serve it in the form of {@code credentials-uri}. */
  public String path() {
    return "/credentials" + (profile == null ? "" : "/" + profile) + query;
  }

  /** What profiles and their parameters can be called. */
  private static boolean isName(String text) {
    boolean formed = !text.isEmpty() && text.length() <= LONGEST_NAME;
    for (int i = 0; formed && i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      formed = letter || (i > 0 && "._-".indexOf(c) >= 0);
    }
    return formed;
  }
}
