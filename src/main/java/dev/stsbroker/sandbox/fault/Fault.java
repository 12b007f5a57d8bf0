package dev.stsbroker.sandbox.fault;

import dev.stsbroker.sandbox.rpc.StsError;
import dev.stsbroker.sandbox.rpc.StsRefusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A fault that the emulated cloud shows in one call. Refusals come instead of processing the call;
 * every other fault happens to a call that was processed, so that the session it asked for exists.
 *
 * @see FaultScript
 */
public abstract sealed class Fault
    permits FaultKind.Well,
        FaultKind.Refused,
        FaultKind.Replaced,
        FaultKind.Without,
        FaultKind.Expiration,
        FaultKind.Lifetime,
        FaultKind.Skewed,
        FaultKind.Delivered {
  private static final String JSON = "application/json;charset=utf-8";

  private final String name;

  Fault(String name) {
    this.name = name;
  }

  /** Refuses the call; {@code retryAfter}, if there is one, is sent in whole seconds. */
  public static Fault refuse(
      int status, String code, String message, @Nullable Duration retryAfter) {
    return new FaultKind.Refused(code, new StsRefusal(status, code, message), retryAfter);
  }

  /** {@code Throttling.User}, which STS sends with status 400. */
  public static Fault throttle() {
    return new FaultKind.Refused("throttle", StsError.THROTTLED.refusal(), null);
  }

  /** {@code Throttling.User} with a {@code Retry-After} in whole seconds. */
  public static Fault throttle(Duration retryAfter) {
    return new FaultKind.Refused("throttle", StsError.THROTTLED.refusal(), retryAfter);
  }

  /** 500 {@code InternalError}. */
  public static Fault internalError() {
    return new FaultKind.Refused("internal-error", StsError.INTERNAL.refusal(), null);
  }

  /** 503 {@code ServiceUnavailable}. */
  public static Fault unavailable() {
    return new FaultKind.Refused("unavailable", StsError.UNAVAILABLE.refusal(), null);
  }

  /** Answers nothing until {@link FaultScript#release()} or until the sandbox is closed. */
  public static Fault hang() {
    return new FaultKind.Delivered("hang", Delivery.HELD, Duration.ZERO);
  }

  /** Closes the connection without an answer, as a server does that dies. */
  public static Fault reset() {
    return new FaultKind.Delivered("reset", Delivery.NOTHING, Duration.ZERO);
  }

  /** Closes the connection after half of the body. */
  public static Fault resetMidBody() {
    return new FaultKind.Delivered("reset-mid-body", Delivery.HALF, Duration.ZERO);
  }

  /** Sends the body byte by byte and waits {@code pace}, at least 1 ms, between two of them. */
  public static Fault drip(Duration pace) {
    return new FaultKind.Delivered("drip", Delivery.DRIP, pace);
  }

  /** 200 with a body that says it is JSON and is not. */
  public static Fault garbage() {
    return new FaultKind.Replaced("garbage", new Answer(200, JSON, "{\"Credentials\":<\0>", null));
  }

  /** 200 without a body. */
  public static Fault emptyBody() {
    return new FaultKind.Replaced("empty-body", new Answer(200, JSON, "", null));
  }

  /** 502 with a page of a proxy. */
  public static Fault badGateway() {
    String page = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    return new FaultKind.Replaced("bad-gateway", new Answer(502, "text/html", page, null));
  }

  /** Leaves a field out of the answer, or out of its {@code Credentials}. */
  public static Fault missingField(String field) {
    return new FaultKind.Without(field);
  }

  /** Says {@code text} as {@code Expiration}, whatever the session's end is. */
  public static Fault expiration(String text) {
    return new FaultKind.Expiration(text);
  }

  /** Issues a session of another length than was asked for; negative for one that has ended. */
  public static Fault lifetime(Duration lifetime) {
    return new FaultKind.Lifetime(lifetime);
  }

  /** Works by a clock that is wrong; positive is ahead. */
  public static Fault skew(Duration by) {
    return new FaultKind.Skewed(by);
  }

  /** What the log of calls says of it; empty if nothing is wrong. */
  public final String name() {
    return name;
  }

  /** What the call is refused with; null to process it. */
  public @Nullable StsRefusal refusal() {
    return null;
  }

  /** By how much the clock is wrong. */
  public Duration skew() {
    return Duration.ZERO;
  }

  /** How long sessions live; null for as long as was asked. */
  public @Nullable Duration lifetime() {
    return null;
  }

  /** What is sent instead of the answer. */
  public Answer change(Answer answer) {
    return answer;
  }

  /** How it is sent. */
  Delivery delivery() {
    return Delivery.WHOLE;
  }

  /** The wait between two bytes of {@link Delivery#DRIP}. */
  Duration pace() {
    return Duration.ZERO;
  }

  /** How an answer reaches the client. */
  enum Delivery {
    /** Head and body at once. */
    WHOLE,
    /** Not until the script lets it go. */
    HELD,
    /** Not at all: the connection ends before the first byte. */
    NOTHING,
    /** Head and half of the body, then the connection ends. */
    HALF,
    /** Head, then the body byte by byte. */
    DRIP
  }
}
