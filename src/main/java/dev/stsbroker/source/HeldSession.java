package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.source.key.IdentityProblem;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The key of a session that a service issues: requested at its first use, and again when it is used
 * near its end. One request is under way at a time, however many use the key; the old session is
 * used while it lives.
 */
final class HeldSession implements IdentitySource {
  /** How long an answer that did not help is left alone while the old session lives. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** The same while there is none; a session this young is not asked for again either. */
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(2);

  private final Supplier<Future<SessionCredentials>> asking;
  private final Duration window;
  private final Timing timing;
  private @Nullable SessionCredentials held;
  private @Nullable Future<SessionCredentials> underWay;
  private @Nullable Throwable failure;
  private @Nullable CredentialException trouble;
  private boolean broken;
  private long endedNanos;

  /**
   * @param asking brings a session
   * @param window how long before its end the next one is asked for
   */
  HeldSession(Supplier<Future<SessionCredentials>> asking, Duration window, Timing timing) {
    this.asking = asking;
    this.window = window;
    this.timing = timing;
    this.endedNanos = timing.scheduler().nanoTime() - PAUSE.toNanos();
  }

  @Override
  public Future<AccessKey> current() {
    SessionCredentials session = held;
    if (session != null && lives(session, window)) {
      return Future.succeededFuture(session.accessKey());
    }
    if (session != null && lives(session, Duration.ZERO) && endedWithin(PAUSE)) {
      return Future.succeededFuture(session.accessKey());
    }
    Throwable remembered = failure;
    if (remembered != null && endedWithin(SHORT_PAUSE)) {
      return Future.failedFuture(remembered);
    }
    return ask().map(SessionCredentials::accessKey).recover(this::fallBack);
  }

  @Override
  public void rejected(AccessKey key) {
    SessionCredentials session = held;
    if (session != null && session.accessKey().equals(key) && !endedWithin(SHORT_PAUSE)) {
      held = null;
    }
  }

  @Override
  public @Nullable CredentialException trouble() {
    return trouble;
  }

  private Future<SessionCredentials> ask() {
    Future<SessionCredentials> already = underWay;
    if (already != null) {
      return already;
    }
    Future<SessionCredentials> started = asking.get().onComplete(this::end, this::fail);
    if (!started.isComplete()) {
      underWay = started;
    }
    return started;
  }

  private void end(SessionCredentials session) {
    held = session;
    failure = null;
    trouble = null;
    broken = false;
    underWay = null;
    endedNanos = timing.scheduler().nanoTime();
  }

  /** What was broken is worth one more question at once, since it may just have been mended. */
  private void fail(Throwable cause) {
    boolean again = !broken;
    broken =
        cause instanceof CredentialException known && known.kind() == FailureKind.IDENTITY_BROKEN;
    failure = broken && again ? null : cause;
    trouble = ofThis(cause) ? (CredentialException) cause : null;
    underWay = null;
    endedNanos = timing.scheduler().nanoTime();
  }

  /** Whether who hands the session out is at fault, and not the way to STS. */
  private static boolean ofThis(Throwable cause) {
    return cause instanceof CredentialException known
        && (IdentityProblem.is(known) || known.kind().lasting());
  }

  private Future<AccessKey> fallBack(Throwable cause) {
    SessionCredentials session = held;
    return session != null && lives(session, Duration.ZERO)
        ? Future.succeededFuture(session.accessKey())
        : Future.failedFuture(cause);
  }

  private boolean lives(SessionCredentials session, Duration andLonger) {
    return timing.clock().instant().isBefore(session.expiresAt().minus(andLonger));
  }

  private boolean endedWithin(Duration pause) {
    return timing.scheduler().nanoTime() - endedNanos < pause.toNanos();
  }
}
