package dev.stsbroker.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * One line on its way.
 *
 * @param time when it happened
 * @param event what happened, one word of a fixed list
 * @param caller by whom; null for nobody, or nobody known
 * @param members the rest, as members of a JSON object
 * @param frequent whether callers can cause as many of its kind as they are let
 */
record AuditLine(
    Instant time, String event, @Nullable AuditedCaller caller, String members, boolean frequent) {
  /** How every line begins. */
  static final String BEGIN = "{\"time\":";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** The whole line with its end. May block, where the caller's names are not known yet. */
  String text(CallerNames names) {
    JsonMembers all = new JsonMembers().put("time", TIME.format(time)).put("event", event);
    if (caller != null) {
      all.putObject("caller", caller.members(names));
    }
    return "{" + all.putAll(members) + "}\n";
  }
}
