package dev.stsbroker.config.setting;

import dev.stsbroker.config.text.TypedText;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the address, ARN or name that was probably meant by a text in another form. */
public final class LikelyText {
  private static final Pattern ROLE_ARN =
      Pattern.compile("(?i)acs:(?:ram|sts):+[^:]*?:*([0-9]{5,20}):role[/:]([A-Za-z0-9._-]{1,64})");
  private static final Pattern SESSION_ARN =
      Pattern.compile("(?i)acs:(?:ram|sts)::([0-9]{5,20}):assumed-role/([A-Za-z0-9._-]{1,64})/.*");
  private static final Pattern REGION =
      Pattern.compile("(?:^|[^a-z])((?:cn|ap|us|eu|me|na|sa)(?:-[a-z0-9]+){1,4})(?:$|[^a-z0-9-])");
  private static final Pattern URL = Pattern.compile("(?i)[a-z]+://([^/\\s]+)(/.*)?");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final int LONGEST_NAME = 64;

  private LikelyText() {}

  /** A role's ARN. */
  static Optional<String> roleArn(String text) {
    Matcher role = ROLE_ARN.matcher(TypedText.plain(text));
    Matcher session = SESSION_ARN.matcher(TypedText.plain(text));
    Matcher found = role.matches() ? role : session;
    return found == role || session.matches()
        ? Optional.of("acs:ram::" + found.group(1) + ":role/" + found.group(2))
        : Optional.empty();
  }

  /** A region's id. */
  static Optional<String> region(String text) {
    Matcher region =
        REGION.matcher(TypedText.plain(text).toLowerCase(Locale.ROOT).replace('_', '-'));
    return region.find() ? Optional.of(region.group(1)) : Optional.empty();
  }

  /** What can be in a session's name, the rest a hyphen. */
  static Optional<String> sessionName(String text) {
    String name = TypedText.plain(text).replaceAll("[^A-Za-z0-9.@_-]+", "-");
    String cut = name.substring(0, Math.min(LONGEST_NAME, name.length()));
    return cut.length() < 2 || cut.matches("-*") ? Optional.empty() : Optional.of(cut);
  }

  /**
   * An address and a port.
   *
   * @param port where none is written
   */
  static Optional<String> address(String text, int port) {
    String bare = URL.matcher(TypedText.plain(text)).replaceFirst("$1");
    if (bare.startsWith("/") && bare.length() > 1) {
      return Optional.of("unix:" + bare);
    } else if (PORT.matcher(bare).matches()) {
      return Optional.of("127.0.0.1:" + bare);
    }
    int colon = bare.lastIndexOf(':');
    boolean ported = colon >= 0 && PORT.matcher(bare.substring(colon + 1)).matches();
    String host = IpLiteral.unbracketed(ported ? bare.substring(0, colon) : bare);
    String end = ":" + (ported ? bare.substring(colon + 1) : port);
    if (host.isEmpty() || host.equals("*")) {
      return Optional.of("127.0.0.1" + end);
    } else if (host.equalsIgnoreCase("localhost")) {
      return Optional.of("localhost" + end);
    }
    boolean v6 = host.indexOf(':') >= 0;
    return IpLiteral.parse(host).map(ip -> (v6 ? "[" + host + "]" : host) + end);
  }

  /** A host's name alone. */
  static Optional<String> host(String text) {
    String host =
        URL.matcher(TypedText.plain(text)).replaceFirst("$1").replaceFirst(":[0-9]{1,5}$", "");
    return host.matches("[A-Za-z0-9][A-Za-z0-9._-]*") ? Optional.of(host) : Optional.empty();
  }

  /**
   * A bucket's name, or a prefix: the first that fits of what is left without what does not belong.
   */
  public static Optional<String> presetValue(String text, Predicate<String> fits) {
    String bare =
        TypedText.plain(text)
            .replaceFirst("^oss://", "")
            .replaceFirst("^acs:oss:[^:]*:[^:]*:", "")
            .replaceFirst("\\*+$", "")
            .replaceFirst("^/+", "");
    return Stream.of(
            bare,
            bare + "/",
            bare.replaceFirst("/.*$", ""),
            bare.toLowerCase(Locale.ROOT).replaceAll("[_.\\s]+", "-"))
        .filter(value -> !value.equals(text) && fits.test(value))
        .findFirst();
  }

  /** A section's name, or a parameter's. */
  static Optional<String> name(String text, String pattern) {
    String name =
        TypedText.plain(text).replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[._-]+", "");
    return name.matches(pattern) ? Optional.of(name) : Optional.empty();
  }
}
