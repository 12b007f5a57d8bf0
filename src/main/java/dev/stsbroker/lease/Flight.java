package dev.stsbroker.lease;

import io.vertx.core.AsyncResult;
import io.vertx.core.Promise;
import java.time.Instant;

/**
 * A call and who waits for it.
 *
 * @param promise what they wait for
 * @param tries calls made in this flight so far, this one included
 * @param since when the first of them began
 */
record Flight<V>(Promise<V> promise, int tries, Instant since) {
  /** One more try for the same who wait. */
  Flight<V> again() {
    return new Flight<>(promise, tries + 1, since);
  }

  /** Another call while this one is under way; who waits for this one gets its outcome too. */
  Flight<V> beside() {
    Promise<V> other = Promise.promise();
    other.future().onComplete(this::hand);
    return new Flight<>(other, 1, since);
  }

  private void hand(AsyncResult<V> outcome) {
    if (outcome.succeeded()) {
      promise.tryComplete(outcome.result());
    } else {
      promise.tryFail(outcome.cause());
    }
  }
}
