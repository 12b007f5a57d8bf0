package dev.stsbroker.app;

import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.VirtualTime;
import dev.stsbroker.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Callers of one profile, one after the other, and what each was told. */
final class Callers {
  private final TestingBroker broker;
  private final VirtualTime time;
  private final List<Asked> asked = new ArrayList<>();

  Callers(TestingBroker broker, VirtualTime time) {
    this.broker = broker;
    this.time = time;
  }

  /** Asks now, then after every {@code interval} until {@code duration} has passed. */
  void keepAsking(Duration duration, Duration interval) throws Exception {
    Instant end = broker.time().instant().plus(duration);
    while (broker.time().instant().isBefore(end)) {
      ask();
      time.pass(interval);
    }
  }

  /** Asks every five seconds until credentials are served; returns how long that took. */
  Duration untilServed(Duration longest) throws Exception {
    Instant start = broker.time().instant();
    for (ask(); last().statusCode() != 200; ask()) {
      time.pass(Duration.ofSeconds(5));
      if (broker.time().instant().isAfter(start.plus(longest))) {
        throw new AssertionError("no credentials " + longest + " after the end of the outage");
      }
    }
    return Duration.between(start, broker.time().instant());
  }

  /** What every caller so far was told; waits for those who have not been yet. */
  List<Told> told() {
    return asked.stream().map(one -> Told.of(one.at(), one.answer().join())).toList();
  }

  /** How many callers were told what, for people. */
  static String summary(List<Told> told) {
    Map<String, Long> counts =
        told.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.status() + " " + one.code(), TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(one -> one.getValue() + " x " + one.getKey())
        .collect(Collectors.joining(", "));
  }

  private void ask() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = broker.getAsync("/credentials");
    asked.add(new Asked(broker.time().instant(), answer));
    Waiting.until("the caller is answered", () -> answer.isDone() || time.stuck());
  }

  private HttpResponse<String> last() {
    return asked.get(asked.size() - 1).answer().join();
  }

  private record Asked(Instant at, CompletableFuture<HttpResponse<String>> answer) {}

  /**
   * What one caller was told.
   *
   * @param at when it asked
   * @param retryAfter in seconds; null if it was not told
   */
  record Told(Instant at, int status, String code, @Nullable Long retryAfter, JsonObject body) {
    static Told of(Instant at, HttpResponse<String> answer) {
      JsonObject body = new JsonObject(answer.body());
      Long retryAfter = answer.headers().firstValue("Retry-After").map(Long::valueOf).orElse(null);
      return new Told(at, answer.statusCode(), body.getString("Code"), retryAfter, body);
    }

    /** What the credentials had left when it asked. */
    Duration left() {
      return Duration.between(at, Instant.parse(body.getString("Expiration")));
    }
  }
}
