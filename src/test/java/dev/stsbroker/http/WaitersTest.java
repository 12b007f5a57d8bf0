package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may wait, and what is kept of who left. */
class WaitersTest {
  private final Waiters waiters = new Waiters(16);
  private final List<String> told = new ArrayList<>();
  private final List<Handler<Void>> leaving = new ArrayList<>();

  @Test
  void oneName_hasHalfOfThePlaces_andAllHaveThreeQuarters() {
    Promise<String> cold = Promise.promise();
    Promise<String> other = Promise.promise();
    for (int i = 0; i < 8; i++) {
      assertThat(await("cold", cold.future())).isTrue();
    }
    assertThat(await("cold", cold.future())).isFalse();
    for (int i = 0; i < 4; i++) {
      assertThat(await("other", other.future())).isTrue();
    }
    assertThat(await("other", other.future())).isFalse();
    assertThat(await("third", Future.failedFuture("known"))).isTrue();
    assertThat(told).containsExactly("third null");
    cold.complete("key");
    assertThat(told).hasSize(9).filteredOn("cold key"::equals).hasSize(8);
    assertThat(await("cold", Promise.<String>promise().future())).isTrue();
  }

  /** Whatever one caller waits for, and also where both wait for the same. */
  @Test
  void oneCaller_leavesPlacesToOthers() {
    Promise<String> hanging = Promise.promise();
    while (await("hanging", hanging.future())) {
      assertThat(told).isEmpty();
    }
    assertThat(await(new Waiters.Place("hanging", 8), hanging.future())).isTrue();
    while (await("other", hanging.future())) {
      assertThat(told).isEmpty();
    }
    assertThat(await("third", hanging.future())).isFalse();
    assertThat(await(new Waiters.Place("third", 8), hanging.future())).isTrue();
    hanging.complete("key");
    assertThat(told).hasSize(14);
  }

  /** Asking and leaving, again and again, is how a stranger would fill the memory. */
  @Test
  void whoLeaves_isForgottenAtOnce_andMakesRoom() {
    Promise<String> cold = Promise.promise();
    for (int i = 0; i < 10_000; i++) {
      assertThat(await("cold", cold.future())).isTrue();
      leaving.get(i).handle(null);
    }
    assertThat(await("cold", cold.future())).isTrue();
    cold.complete("key");
    assertThat(told).containsExactly("cold key");
    leaving.get(10_000).handle(null);
    assertThat(waitingNow()).isEqualTo(8);
  }

  @Test
  void everyWaiter_isAnswered_whenOneCannotBe() {
    Promise<String> cold = Promise.promise();
    await("cold", cold.future());
    waiters.await(
        new Waiters.Place("cold", 7),
        cold.future(),
        response(),
        done -> {
          throw new IllegalStateException("the response is closed");
        });
    await("cold", cold.future());
    cold.complete("key");
    assertThat(told).containsExactly("cold key", "cold key");
    assertThat(waitingNow()).isEqualTo(8);
  }

  @Test
  void failure_isTold_toAllWhoWait() {
    Promise<String> cold = Promise.promise();
    await("cold", cold.future());
    await("cold", cold.future());
    cold.fail("refused");
    assertThat(told).containsExactly("cold null", "cold null");
    assertThat(waitingNow()).isEqualTo(8);
  }

  /** How many more of one name find a place. */
  private int waitingNow() {
    Promise<String> next = Promise.promise();
    int places = 0;
    while (await("next", next.future())) {
      places++;
    }
    return places;
  }

  private boolean await(String name, Future<String> coming) {
    return await(new Waiters.Place(name, 7), coming);
  }

  private boolean await(Waiters.Place place, Future<String> coming) {
    String name = place.name();
    return waiters.await(place, coming, response(), done -> told.add(name + " " + done.result()));
  }

  @SuppressWarnings("unchecked")
  private HttpServerResponse response() {
    return (HttpServerResponse)
        Proxy.newProxyInstance(
            HttpServerResponse.class.getClassLoader(),
            new Class<?>[] {HttpServerResponse.class},
            (proxy, method, arguments) -> {
              leaving.add((Handler<Void>) arguments[0]);
              return proxy;
            });
  }
}
