package dev.stsbroker.http;

import dev.stsbroker.testing.Expect;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The answers that came on one connection, one after the other; whatever else came is a fault. */
public final class RawAnswers {
  private static final Set<Integer> STATUSES =
      Set.of(100, 200, 400, 401, 403, 404, 405, 408, 411, 413, 414, 417, 429, 431, 501, 502, 503);

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [1-5][0-9]{2} [ -~]+");

  private static final Pattern HEADER = Pattern.compile("[A-Za-z-]+: [ -~]*");

  private static final String BLANK = "\r\n\r\n";

  private RawAnswers() {}

  /**
   * All that {@code received} holds, each in a known form.
   *
   * @param headless whether an answer may lack the body that its length announces, as to HEAD
   * @param cut whether the connection broke, and with it perhaps the last answer
   */
  public static List<RawAnswer> read(String received, boolean headless, boolean cut) {
    List<RawAnswer> answers = new ArrayList<>();
    int at = 0;
    while (at < received.length()) {
      int end = received.indexOf(BLANK, at);
      if (end < 0) {
        Expect.that(cut, "half an answer: " + received.substring(at));
        return answers;
      }
      List<String> head = Arrays.asList(received.substring(at, end).split("\r\n", -1));
      RawAnswer answer = new RawAnswer(head.get(0), head.subList(1, head.size()), "");
      checkHead(answer);
      int body = end + BLANK.length();
      int length = length(answer);
      boolean bare = headless && (body == received.length() || received.startsWith("HTTP/", body));
      int next = bare ? body : body + length;
      if (next > received.length()) {
        Expect.that(cut, "half a body to " + answer);
        return answers;
      }
      answer = new RawAnswer(answer.statusLine(), answer.headers(), received.substring(body, next));
      checkBody(answer, bare);
      answers.add(answer);
      at = next;
    }
    return answers;
  }

  private static void checkHead(RawAnswer answer) {
    Expect.that(STATUS_LINE.matcher(answer.statusLine()).matches(), "a line " + answer);
    Expect.that(STATUSES.contains(answer.status()), "a status: " + answer);
    answer
        .headers()
        .forEach(line -> Expect.that(HEADER.matcher(line).matches(), "a header " + line));
  }

  private static int length(RawAnswer answer) {
    @Nullable String length = answer.header("Content-Length");
    if (answer.status() == 100) {
      return 0;
    }
    Expect.that(length != null && length.matches("[0-9]{1,7}"), "a length: " + answer);
    return Integer.parseInt(String.valueOf(length));
  }

  private static void checkBody(RawAnswer answer, boolean bare) {
    if (answer.status() < 400 || bare || answer.body().isEmpty()) {
      return;
    }
    if ("application/json".equals(answer.header("Content-Type"))) {
      JsonObject read = answer.json();
      Expect.that(!read.isEmpty(), "an empty failure: " + answer);
      String code = read.getString("Code", read.getString("ErrorCode", read.getString("code")));
      Expect.that(code != null && code.matches("[A-Za-z.]{1,128}"), "a code: " + answer);
    }
  }
}
