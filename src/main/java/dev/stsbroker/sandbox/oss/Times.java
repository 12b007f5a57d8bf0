package dev.stsbroker.sandbox.oss;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times in the bodies of answers. */
final class Times {
  private static final DateTimeFormatter XML =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  /** With milliseconds, as OSS writes it: {@code 2026-01-02T03:04:05.000Z}. */
  static String xml(Instant time) {
    return XML.format(time);
  }
}
