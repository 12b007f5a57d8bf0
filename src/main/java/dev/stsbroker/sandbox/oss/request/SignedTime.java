package dev.stsbroker.sandbox.oss.request;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The time in a signature: that of a request, or the end of a signed link.
 *
 * @param from when it was signed; null if it does not say
 * @param until when a link ends; null for a request
 */
public record SignedTime(@Nullable Instant from, @Nullable Instant until) {
  /** How far a request's time may be from the time of receipt, as documented. */
  private static final Duration TOLERANCE = Duration.ofMinutes(15);

  private static final DateTimeFormatter HTTP =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
          .withResolverStyle(ResolverStyle.STRICT)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);

  /** As HTTP and V1 signatures write a time. */
  public static String http(Instant time) {
    return HTTP.format(time);
  }

  /** Reads what {@link #http} writes. */
  public static Instant parseHttp(String text) {
    return parse(HTTP, text);
  }

  /** Reads the time of a V4 signature. */
  public static Instant parseBasic(String text) {
    return parse(BASIC, text);
  }

  /** Reads a time in either form. */
  public static Instant parseAny(String text) {
    return text.indexOf(',') < 0 ? parseBasic(text) : parseHttp(text);
  }

  /** The day of a time, as V4 signatures write it, such as {@code 20260102}. */
  public static String day(Instant time) {
    return DAY.format(time);
  }

  /** Reads the end of a signed link, in seconds; {@code name} is the parameter's. */
  public static Instant parseSeconds(String name, String text) {
    try {
      return Instant.ofEpochSecond(Long.parseLong(text));
    } catch (NumberFormatException | DateTimeException e) {
      throw OssError.INVALID_ARGUMENT.refusal(name + " is not a time in seconds.");
    }
  }

  private static Instant parse(DateTimeFormatter format, String text) {
    try {
      return format.parse(text, Instant::from);
    } catch (DateTimeException e) {
      throw OssError.DATE_INVALID.refusal();
    }
  }

  /** Throws {@link OssRefusal} if it is not a time for {@code now}. */
  public void require(Instant now) {
    if (until != null && now.isAfter(until)) {
      throw OssError.LINK_EXPIRED.refusal().with("Expires", Times.xml(until));
    }
    if (from == null) {
      return;
    }
    Duration off = Duration.between(from, now);
    boolean future = off.negated().compareTo(TOLERANCE) > 0;
    boolean past = until == null && off.compareTo(TOLERANCE) > 0;
    if (future || past) {
      throw OssError.TIME_SKEWED
          .refusal()
          .with("RequestTime", Times.xml(from))
          .with("ServerTime", Times.xml(now))
          .with("MaxAllowedSkewMilliseconds", Long.toString(TOLERANCE.toMillis()));
    }
  }
}
