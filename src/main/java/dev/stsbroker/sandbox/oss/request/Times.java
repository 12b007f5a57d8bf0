package dev.stsbroker.sandbox.oss.request;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times in the bodies of answers. */
public final class Times {
  private static final DateTimeFormatter XML =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'.000Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  /**
   * A time to the second, as OSS writes it: {@code 2026-01-02T03:04:05.000Z}. Its Python SDK parses
   * no other milliseconds than zeros.
   */
  public static String xml(Instant time) {
    return XML.format(time);
  }
}
