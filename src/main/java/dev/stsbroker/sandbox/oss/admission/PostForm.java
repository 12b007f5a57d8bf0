package dev.stsbroker.sandbox.oss.admission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.Payload;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form that uploads an object: fields, and the file as the last of them. The fields are kept, at
 * most {@link #MOST_FIELDS} bytes; when the file begins, they are decided upon, and its bytes go on
 * as they come.
 */
public final class PostForm implements Payload {
  /** The most bytes before the file: a token, a policy and metadata. */
  public static final int MOST_FIELDS = 64 * 1024;

  private static final Pattern BOUNDARY =
      Pattern.compile("(?i)multipart/form-data\\s*;.*?boundary=\"?([^\";\\s]{1,70})\"?.*");
  private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name=\"([^\"]*)\"");
  private static final Pattern FILENAME = Pattern.compile("(?i)[;\\s]filename=\"([^\"]*)\"");
  private static final Pattern TYPE = Pattern.compile("(?im)^content-type:\\s*(\\S[^\\r\\n]*)");

  private final String delimiter;
  private final BiFunction<Map<String, String>, PostForm, Call> decision;
  private final Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private String held = "";
  private @Nullable Call call;
  private boolean ended;
  private long seen;
  private long least;
  private long most = Long.MAX_VALUE;

  /**
   * A form that is about to be read.
   *
   * @param contentType of the request
   * @param decision whether a form with these fields may be taken
   * @throws OssRefusal if it is no form
   */
  public PostForm(String contentType, BiFunction<Map<String, String>, PostForm, Call> decision) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.matches()) {
      throw OssError.MALFORMED_POST.refusal();
    }
    this.delimiter = "\r\n--" + boundary.group(1);
    this.decision = decision;
  }

  /** Says how many bytes the file may have. */
  public void bound(long atLeast, long atMost) {
    least = atLeast;
    most = atMost;
  }

  @Override
  public Buffer decoded(Buffer piece) {
    if (ended) {
      return Buffer.buffer();
    }
    held += piece.toString(ISO_8859_1);
    if (call == null && !fieldsAreThere()) {
      if (held.length() > MOST_FIELDS) {
        throw OssError.MALFORMED_POST.refusal();
      }
      return Buffer.buffer();
    }
    return file();
  }

  /** Reads the fields, once that all have come; what is left is the file's begin. */
  private boolean fieldsAreThere() {
    String text = "\r\n" + held;
    int at = text.indexOf(delimiter);
    while (at >= 0) {
      int begin = at + delimiter.length();
      int head = text.indexOf("\r\n\r\n", begin);
      if (head < 0) {
        return false;
      }
      String headers = text.substring(begin, head);
      String name = group(NAME, headers);
      if (name.equalsIgnoreCase("file")) {
        begin(headers, text.substring(head + 4));
        return true;
      }
      at = text.indexOf(delimiter, head + 2);
      if (at >= 0) {
        fields.put(name, utf8(text.substring(head + 4, Math.max(head + 4, at))));
      }
    }
    return false;
  }

  private void begin(String headers, String rest) {
    String filename = utf8(group(FILENAME, headers));
    fields.computeIfPresent("key", (name, key) -> key.replace("${filename}", filename));
    String type = group(TYPE, headers);
    if (!type.isEmpty()) {
      fields.putIfAbsent("content-type", type.strip());
    }
    call = decision.apply(fields, this);
    // A file of no byte ends at once: its delimiter begins with the end of the line before.
    held = rest;
  }

  private Buffer file() {
    int end = held.indexOf(delimiter);
    ended = end >= 0;
    int sure = ended ? end : Math.max(0, held.length() - delimiter.length());
    Buffer content = Buffer.buffer(held.substring(0, sure).getBytes(ISO_8859_1));
    held = ended ? "" : held.substring(sure);
    seen += content.length();
    if (seen > most) {
      throw OssError.TOO_LARGE.refusal(most);
    }
    return content;
  }

  @Override
  public void end() {
    if (!ended) {
      throw OssError.MALFORMED_POST.refusal();
    }
    if (seen < least) {
      throw OssError.PART_TOO_SMALL.refusal();
    }
  }

  /** What the fields ask, when they have been decided upon. */
  Call call() {
    if (call == null) {
      throw OssError.MALFORMED_POST.refusal();
    }
    return call;
  }

  private static String group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }
}
