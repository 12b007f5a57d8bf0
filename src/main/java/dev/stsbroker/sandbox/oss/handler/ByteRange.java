package dev.stsbroker.sandbox.oss.handler;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of an object's content.
 *
 * @param first offset of its first byte
 * @param end offset after its last byte
 */
public record ByteRange(long first, long end) {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * Reads a {@code Range}; an end behind the content's is its end.
   *
   * @return empty if it is malformed, many, or of no byte of the content: OSS then sends all of it
   */
  public static Optional<ByteRange> parse(String header, long length) {
    Matcher matcher = RANGE.matcher(header);
    if (!matcher.matches() || header.equals("bytes=-")) {
      return Optional.empty();
    }
    boolean suffix = matcher.group(1).isEmpty();
    boolean open = matcher.group(2).isEmpty();
    long last = open ? Long.MAX_VALUE - 1 : Long.parseLong(matcher.group(2));
    long first = suffix ? Math.max(0, length - last) : Long.parseLong(matcher.group(1));
    long end = suffix ? length : Math.min(length, last + 1);
    return first < end ? Optional.of(new ByteRange(first, end)) : Optional.empty();
  }

  /** As {@code Content-Range}. */
  public String of(long length) {
    return "bytes " + first + "-" + (end - 1) + "/" + length;
  }
}
