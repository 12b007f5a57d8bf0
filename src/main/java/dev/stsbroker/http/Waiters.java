package dev.stsbroker.http;

import dev.stsbroker.http.connection.Peers;
import dev.stsbroker.share.Holdings;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Bounds the number of requests that wait for something slow, by shares of the connections there
 * may be: one caller has half for one name and three quarters for all, and leaves an eighth to
 * others either way. A client that disconnects is forgotten at once; otherwise clients that ask and
 * disconnect again and again would fill the memory. Used on the event loop of its servers alone.
 */
public final class Waiters {
  private final int connections;
  private final Map<Future<?>, Set<Waiter<?>>> waiting = new HashMap<>();
  private final Holdings names = new Holdings();
  private final Holdings callers = new Holdings();
  private final Holdings places = new Holdings();

  /**
   * @param connections that there may be at a time to the servers it serves
   */
  public Waiters(int connections) {
    this.connections = connections;
  }

  /**
   * Calls {@code then} with the outcome of {@code coming}, unless whoever is to be sent {@code
   * response} has left by then. An outcome that is there already is passed on at once, without a
   * bound.
   *
   * @param place what they wait for: a profile; and which caller does
   * @return whether it does; false where too many wait
   */
  public <T> boolean await(
      Place place,
      Future<T> coming,
      HttpServerResponse response,
      Handler<? super AsyncResult<T>> then) {
    if (coming.isComplete()) {
      then.handle(coming);
      return true;
    }
    if (!hasRoom(place)) {
      return false;
    }
    names.add(place.name());
    callers.add(place.caller());
    places.add(place);
    Waiter<T> waiter = new Waiter<>(place, then);
    waiting.computeIfAbsent(coming, first -> follow(coming)).add(waiter);
    response.closeHandler(left -> leave(coming, waiter));
    return true;
  }

  private boolean hasRoom(Place place) {
    return places.of(place) < eighths(4)
        && callers.of(place.caller()) < eighths(6)
        && names.of(place.name()) < eighths(5)
        && places.all() < eighths(7);
  }

  private int eighths(int number) {
    return Math.max(1, connections * number / 8);
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
    forget(waiter.place());
    ((Waiter<T>) waiter).then().handle(done);
  }

  private void leave(Future<?> coming, Waiter<?> waiter) {
    Set<Waiter<?>> them = waiting.get(coming);
    if (them != null && them.remove(waiter)) {
      forget(waiter.place());
    }
  }

  private void forget(Place place) {
    names.remove(place.name());
    callers.remove(place.caller());
    places.remove(place);
  }

  /**
   * What is waited for, and by whom.
   *
   * @param caller whose share it takes; any object with {@code equals}
   */
  public record Place(String name, Object caller) {
    /** Of whoever sent {@code request}, as far as that is known. */
    public static Place of(String name, HttpServerRequest request) {
      return new Place(name, Peers.account(request.connection()));
    }
  }

  /** One that waits; compared by identity through what it does. */
  private record Waiter<T>(Place place, Handler<? super AsyncResult<T>> then) {}
}
