package dev.stsbroker.sts;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureCode;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.io.StrictJson;
import dev.stsbroker.secret.Secret;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses one HTTP answer of STS. An answer that is not complete is a failure, never part of a
 * credential.
 *
 * @param action the action asked for, for messages
 * @param status HTTP status
 * @param retryAfter seconds of the Retry-After header; null without one
 * @param date the Date header; null without one
 * @param body as received
 */
record StsAnswer(
    String action, int status, @Nullable String retryAfter, @Nullable String date, Buffer body) {

  /** Seconds; who honours them has a bound of its own. */
  private static final Pattern PAUSE = Pattern.compile("[0-9]{1,9}");

  /** Clocks differ by seconds: so much longer than asked for a session may live. */
  private static final Duration MOST_BEYOND = Duration.ofMinutes(1);

  /**
   * What time it is at STS; null if the answer does not say or is not STS's own: a proxy's error
   * page has a date as well, and another clock.
   */
  @Nullable Instant dateOfSts() {
    JsonObject json = date == null ? null : parsed();
    if (date == null || json == null || string(json, "RequestId") == null) {
      return null;
    }
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Whether STS refused the time that was signed: it allows a quarter of an hour. */
  boolean refusesTime() {
    JsonObject json = status == 200 ? null : parsed();
    String code = json == null ? null : string(json, "Code");
    return code != null && FailureCode.of(code) == FailureCode.INVALID_TIME_STAMP;
  }

  /**
   * The credentials in an AssumeRole answer.
   *
   * @param now when it arrived; becomes the time of issue
   * @param asked the life asked for; an Expiration later than that and a minute is not believed
   */
  SessionCredentials credentials(Instant now, Duration asked) {
    JsonObject json = success();
    JsonObject credentials = object(json, "Credentials");
    AccessKey key =
        new AccessKey(
            required(credentials, "AccessKeyId", Upstream::keyId),
            Secret.of(required(credentials, "AccessKeySecret", Upstream::secret)),
            Secret.of(required(credentials, "SecurityToken", Upstream::secret)));
    Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
    Instant said = instant(text(credentials, "Expiration"));
    Instant latest = issued.plus(asked).plus(MOST_BEYOND);
    Instant expires = said.isAfter(latest) ? latest : said;
    if (!expires.isAfter(issued)) {
      throw unusable(
          FailureCode.BAD_EXPIRATION, "its Expiration " + expires + " is past, it is " + issued);
    }
    String request = Upstream.word(string(json, "RequestId"));
    return new SessionCredentials(key, issued, expires, request == null ? "" : request);
  }

  /** The identity in a GetCallerIdentity answer. */
  CallerIdentity callerIdentity() {
    JsonObject json = success();
    String type = Upstream.word(string(json, "IdentityType"));
    return new CallerIdentity(
        required(json, "AccountId", Upstream::account),
        required(json, "Arn", Upstream::word),
        type == null ? "" : type);
  }

  @Override
  public String toString() {
    return action + " " + status + ", " + body.length() + " bytes";
  }

  private JsonObject success() {
    JsonObject json = parsed();
    if (status == 200) {
      if (json == null) {
        throw unusable(FailureCode.BAD_ANSWER, "its body is no JSON object");
      }
      return json;
    }
    String code = json == null ? null : Upstream.code(string(json, "Code"));
    if (status == Cause.PROXY_ASKS) {
      throw failure(
          FailureKind.UNAVAILABLE,
          FailureCode.PROXY_REFUSED.text(),
          Cause.PROXY_ASKS_SENTENCE,
          null);
    }
    if (json == null || code == null) {
      FailureKind kind = status == 429 ? FailureKind.THROTTLED : FailureKind.UNAVAILABLE;
      throw failure(kind, "Http" + status, "HTTP " + status + " without an error code", null);
    }
    FailureCode known = FailureCode.of(code);
    String sentence = StsRefusal.sentence(known, string(json, "Message"));
    String request = Upstream.word(string(json, "RequestId"));
    throw failure(StsRefusal.kind(status, known), code, sentence, request);
  }

  private @Nullable JsonObject parsed() {
    try {
      return StrictJson.object(body);
    } catch (IOException e) {
      return null;
    }
  }

  private String required(JsonObject json, String name, UnaryOperator<@Nullable String> known) {
    String value = known.apply(text(json, name));
    if (value == null) {
      throw unusable(
          FailureCode.BAD_ANSWER, "its " + name + " is none (expected: printable ASCII, bounded)");
    }
    return value;
  }

  private JsonObject object(JsonObject json, String name) {
    if (json.getValue(name) instanceof JsonObject inner) {
      return inner;
    }
    throw unusable(FailureCode.BAD_ANSWER, "it has no " + name);
  }

  private String text(JsonObject json, String name) {
    String value = string(json, name);
    if (value == null || value.isBlank()) {
      throw unusable(FailureCode.BAD_ANSWER, "its " + name + " is missing or empty");
    }
    return value;
  }

  private static @Nullable String string(JsonObject json, String name) {
    return json.getValue(name) instanceof String text ? text : null;
  }

  private Instant instant(String text) {
    try {
      String time = Upstream.time(text);
      return Instant.parse(time == null ? "" : time);
    } catch (DateTimeException e) {
      throw unusable(
          FailureCode.BAD_EXPIRATION, "its Expiration is no time (expected: yyyy-MM-ddTHH:mm:ssZ)");
    }
  }

  private CredentialException unusable(FailureCode code, String what) {
    return failure(
        FailureKind.UNAVAILABLE, code.text(), "the answer cannot be used, " + what, null);
  }

  private CredentialException failure(
      FailureKind kind, String code, String sentence, @Nullable String requestId) {
    return new CredentialException(
        kind, code, action + ": " + code + ": " + sentence, requestId, pause());
  }

  /**
   * Seconds, as delta-seconds of RFC 9110, 10.2.3; a date, and what no clock can count, is none.
   */
  private @Nullable Duration pause() {
    String seconds = retryAfter == null ? "" : retryAfter.strip();
    return PAUSE.matcher(seconds).matches() ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
  }
}
