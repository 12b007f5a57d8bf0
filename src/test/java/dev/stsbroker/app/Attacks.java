package dev.stsbroker.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests of attackers and how each is answered, as a file beside this class lists them. */
final class Attacks {
  private static final Pattern COLUMN = Pattern.compile(" *\\| ?");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-f]{2}|[rnt0_])");
  private static final Pattern REPEATED = Pattern.compile("\\{([^{}*]+)\\*([0-9]+)}");
  private static final Pattern HOST = Pattern.compile("(?i)(^|\n)host *:");
  private static final String END = "\r\n\r\n";
  private static final int LONGEST = 160;

  private Attacks() {}

  /**
   * One row of the file.
   *
   * @param statuses one a column: those of the answers in their order, or {@code -} where the
   *     request is no attack
   */
  record Attack(String name, String line, String headers, List<String> statuses) {
    /** The bytes to send, each as one character. */
    String request(String more, Map<String, String> words) {
      String head = filled(headers, words);
      String first = filled(line, words);
      int body = head.indexOf(END);
      String named = body < 0 ? head : head.substring(0, body);
      boolean host = HOST.matcher(named).find() || head.contains("{nohost}");
      String text =
          (first.contains(" HTTP/") || first.contains("{bare}") ? first : first + " HTTP/1.1")
              + "\r\n"
              + (host ? "" : "Host: 127.0.0.1:7070\r\n")
              + more
              + head
              + (body >= 0 ? "" : head.isEmpty() ? "\r\n" : END);
      String rest = text.substring(text.indexOf(END) + END.length());
      return text.replace("{bare}", "")
          .replace("{nohost}", "")
          .replace("{inner}", "" + rest.length());
    }

    /** What a failure says of it. */
    String shown(String request) {
      String text = request.replace("\r", "\\r").replace("\n", "\\n");
      return name + ": " + text.substring(0, Math.min(text.length(), LONGEST));
    }
  }

  /** The rows of {@code file}. */
  static List<Attack> of(String file) throws IOException {
    try (InputStream in = Objects.requireNonNull(Attacks.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Attacks::parse)
          .toList();
    }
  }

  private static Attack parse(String line) {
    String[] columns = COLUMN.split(line, -1);
    List<String> statuses = Arrays.stream(columns).skip(3).map(String::strip).toList();
    return new Attack(columns[0], columns[1], columns[2].stripTrailing(), statuses);
  }

  private static String filled(String text, Map<String, String> words) {
    String filled = REPEATED.matcher(text).replaceAll(Attacks::repeated);
    for (Map.Entry<String, String> word : words.entrySet()) {
      String value = word.getValue();
      filled =
          filled
              .replace("{" + word.getKey() + "}", value)
              .replace("{" + word.getKey() + "-}", value.substring(0, value.length() - 1))
              .replace("{-" + word.getKey() + "}", value.substring(1))
              .replace("{upper " + word.getKey() + "}", value.toUpperCase(Locale.ROOT));
    }
    return ESCAPE.matcher(filled).replaceAll(Attacks::unescaped);
  }

  private static String repeated(MatchResult match) {
    String many = match.group(1).repeat(Integer.parseInt(match.group(2)));
    return Matcher.quoteReplacement(many);
  }

  private static String unescaped(MatchResult match) {
    String name = match.group(1);
    char one =
        switch (name.charAt(0)) {
          case 'r' -> '\r';
          case 'n' -> '\n';
          case 't' -> '\t';
          case '0' -> '\0';
          case '_' -> ' ';
          default -> (char) Integer.parseInt(name.substring(1), 16);
        };
    return Matcher.quoteReplacement(Character.toString(one));
  }
}
