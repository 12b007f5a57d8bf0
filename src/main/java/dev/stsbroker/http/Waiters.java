package dev.stsbroker.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Bounds the number of requests that wait for something slow: at most three quarters of the
 * connections, and at most half for one name. A client that disconnects is forgotten at once;
 * otherwise clients that ask and disconnect again and again would fill the memory. Used on the
 * event loop of its servers alone.
 */
public final class Waiters {
  private final int most;
  private final int mostOfOne;
  private final Map<Future<?>, Set<Waiter<?>>> waiting = new HashMap<>();
  private final Map<String, Integer> byName = new HashMap<>();
  private int all;

  /**
   * @param connections that there may be at a time to the servers it serves
   */
  public Waiters(int connections) {
    this.most = Math.max(1, connections * 3 / 4);
    this.mostOfOne = Math.max(1, connections / 2);
  }

  /**
   * Calls {@code then} with the outcome of {@code coming}, unless whoever is to be sent {@code
   * response} has left by then. An outcome that is there already is passed on at once, without a
   * bound.
   *
   * @param name what they wait for: a profile
   * @return whether it does; false where too many wait
   */
  public <T> boolean await(
      String name,
      Future<T> coming,
      HttpServerResponse response,
      Handler<? super AsyncResult<T>> then) {
    if (coming.isComplete()) {
      then.handle(coming);
      return true;
    }
    int ofOne = byName.getOrDefault(name, 0);
    if (all >= most || ofOne >= mostOfOne) {
      return false;
    }
    all++;
    byName.put(name, ofOne + 1);
    Waiter<T> waiter = new Waiter<>(name, then);
    waiting.computeIfAbsent(coming, first -> follow(coming)).add(waiter);
    response.closeHandler(left -> leave(coming, waiter));
    return true;
  }

  /** The answer to a caller that {@link #await} has refused. */
  public static HttpFailure tooMany(String name) {
    return new HttpFailure(
        429,
        "TooManyRequests",
        name + ": as many callers wait already as may",
        Duration.ofSeconds(1));
  }

  private <T> Set<Waiter<?>> follow(Future<T> coming) {
    coming.onComplete(
        done -> {
          Set<Waiter<?>> them = waiting.remove(coming);
          if (them != null) {
            tell(them, done);
          }
        });
    return new LinkedHashSet<>();
  }

  /** All of them: an answer that cannot be written is no reason to leave the others waiting. */
  private <T> void tell(Set<Waiter<?>> them, AsyncResult<T> done) {
    RuntimeException first = null;
    for (Waiter<?> one : them) {
      try {
        tell(one, done);
      } catch (RuntimeException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  @SuppressWarnings("unchecked") // They were put there with this outcome.
  private <T> void tell(Waiter<?> waiter, AsyncResult<T> done) {
    count(waiter.name());
    ((Waiter<T>) waiter).then().handle(done);
  }

  private void leave(Future<?> coming, Waiter<?> waiter) {
    Set<Waiter<?>> them = waiting.get(coming);
    if (them != null && them.remove(waiter)) {
      count(waiter.name());
    }
  }

  private void count(String name) {
    all--;
    byName.computeIfPresent(name, (one, number) -> number > 1 ? number - 1 : null);
  }

  /** One that waits; compared by identity through what it does. */
  private record Waiter<T>(String name, Handler<? super AsyncResult<T>> then) {}
}
