package dev.stsbroker.http.contract;

import dev.stsbroker.access.Caller;
import dev.stsbroker.http.HttpFailure;
import dev.stsbroker.http.connection.Peers;
import dev.stsbroker.share.Buckets;
import dev.stsbroker.time.TokenBucket;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what one caller may have of requests that cost: refusals, and all requests if the
 * configuration says so. Other callers' are not touched.
 *
 * <p>Where it is not cheap to ask the kernel who calls, it is asked only while there are more
 * costly requests than in calm times; until then all callers that were not asked for are one.
 */
public final class CallerBounds {
  /**
   * Refusals of a caller that say why, wrong metadata tokens among them: hundreds of jobs of a user
   * that start with a wrong setting, and try again at once, get them.
   */
  private static final int REFUSALS_AT_ONCE = 1_000;

  private static final int REFUSALS_PER_SECOND = 200;

  /** Costly requests of calm times, by callers that nobody asked the kernel about. */
  private static final int CALM_AT_ONCE = 50;

  private static final int CALM_PER_SECOND = 10;

  /** For how long the kernel is asked about everybody after the last costly request too many. */
  private static final Duration WARY = Duration.ofSeconds(10);

  private static final HttpFailure TOO_MANY_REFUSALS =
      new HttpFailure(
          429,
          "TooManyRequests",
          "the caller was refused too often in this second, as it would be now",
          Duration.ofSeconds(1));
  private static final HttpFailure TOO_MANY_REQUESTS =
      new HttpFailure(
          429,
          "TooManyRequests",
          "the caller asks more often than limits.requestsPerSecond",
          Duration.ofSeconds(1));

  private final LongSupplier nanoTime;
  private final Peers peers;
  private final Buckets refusals;
  private final TokenBucket calm;
  private @Nullable Buckets requests;
  private int requestsPerSecond;
  private long lastCostly;
  private boolean wary;

  /**
   * With no bound on requests that are answered.
   *
   * @param nanoTime nanoseconds of a clock that only moves forward
   * @param peers says whether it is cheap to ask who calls
   */
  public CallerBounds(LongSupplier nanoTime, Peers peers) {
    this.nanoTime = nanoTime;
    this.peers = peers;
    this.refusals = new Buckets(REFUSALS_AT_ONCE, REFUSALS_PER_SECOND, nanoTime);
    this.calm = new TokenBucket(CALM_AT_ONCE, CALM_PER_SECOND, nanoTime);
  }

  /** Lets each caller ask so often a second from now on, and as often at once; 0 for no bound. */
  public void requestsPerSecond(int most) {
    if (most != requestsPerSecond) {
      requestsPerSecond = most;
      requests = most == 0 ? null : new Buckets(most, most, nanoTime);
    }
  }

  /** Whether the kernel is to be asked who calls before a request is taken. */
  boolean wantsUsers() {
    if (wary && nanoTime.getAsLong() - lastCostly > WARY.toNanos()) {
      wary = false;
    }
    return wary || requests != null || peers.cheap();
  }

  /** Why a request of {@code account} is too much; null if it is not. */
  @Nullable HttpFailure tooMany(long account) {
    Buckets bounded = requests;
    return bounded == null || bounded.take(account).isZero() ? null : TOO_MANY_REQUESTS;
  }

  /** Counts a request of {@code caller} that costs more than a read of what is held. */
  void costly(Caller caller) {
    if (caller.peer().equals(Peers.NOT_ASKED) && !calm.take().isZero()) {
      wary = true;
      lastCostly = nanoTime.getAsLong();
    }
  }

  /** What {@code caller} is told that is refused with {@code failure}, its own fault or not. */
  HttpFailure refused(Caller caller, HttpFailure failure) {
    int status = failure.status();
    if (status < 400 || status >= 500) {
      return failure;
    }
    costly(caller);
    boolean told = status == 429 || refusals.take(caller.peer().account()).isZero();
    return told ? failure : TOO_MANY_REFUSALS;
  }
}
