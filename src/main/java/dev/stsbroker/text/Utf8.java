package dev.stsbroker.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Turns the bytes of a file that people write into text, by one rule for every file: UTF-8, and a
 * byte order mark at its beginning, which editors write and nobody sees, is left out.
 */
public final class Utf8 {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Utf8() {}

  /**
   * The text of {@code bytes}, without a byte order mark.
   *
   * @throws MalformedTextException if it is UTF-16 or not UTF-8 for another reason
   */
  public static String decode(byte[] bytes) throws MalformedTextException {
    if (isUtf16(bytes)) {
      throw new MalformedTextException(
          1,
          "is UTF-16 text (expected: UTF-8; choose UTF-8 where the editor saves it, or iconv -f"
              + " UTF-16 -t UTF-8)");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return withoutMark(text);
    } catch (CharacterCodingException e) {
      throw new MalformedTextException(
          malformedLine(bytes),
          "is not UTF-8 text from here (expected: UTF-8; iconv -f GB18030 -t UTF-8 for one)");
    }
  }

  /** {@code text} without the byte order mark it may begin with. */
  public static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /** Whether it begins as UTF-16 does: with its mark, or with a character beside a zero. */
  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    boolean marked = (bytes[0] & bytes[1] & 0xFE) == 0xFE;
    boolean plain = bytes.length % 2 == 0 && (bytes[0] == 0) != (bytes[1] == 0);
    return marked || plain;
  }

  private static int malformedLine(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    StandardCharsets.UTF_8.newDecoder().decode(from, CharBuffer.allocate(bytes.length + 1), true);
    int line = 1;
    for (int i = 0; i < from.position(); i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  /** A file is in another encoding. The message is one clause for a person, without its content. */
  public static final class MalformedTextException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int line;

    private MalformedTextException(int line, String sentence) {
      super(sentence);
      this.line = line;
    }

    /** Where the other encoding begins, from 1. */
    public int line() {
      return line;
    }

    /** What is wrong, and what was expected. */
    public String sentence() {
      return String.valueOf(getMessage());
    }
  }
}
