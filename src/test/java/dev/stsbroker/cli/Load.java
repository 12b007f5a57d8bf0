package dev.stsbroker.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Callers that ask one URL without pause, and judge each answer. */
final class Load implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request;
  private final ExecutorService callers;
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger unreachable = new AtomicInteger();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private volatile boolean down;
  private volatile boolean over;

  Load(String url, int callers) {
    this.request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
    this.callers = Executors.newFixedThreadPool(callers);
    for (int i = 0; i < callers; i++) {
      this.callers.execute(this::keepAsking);
    }
  }

  /** Says whether the other side may be gone: only then may it be out of reach. */
  void expectDown(boolean gone) {
    down = gone;
  }

  /** Returns when so many more callers were served. */
  void awaitServed(int more) {
    int target = served.get() + more;
    long start = System.nanoTime();
    while (served.get() < target) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError(served.get() + " callers served (expected: " + target + ")");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  int served() {
    return served.get();
  }

  /** How often nobody listened, or the connection broke, while that was expected. */
  int unreachable() {
    return unreachable.get();
  }

  /** Everything callers saw that they should not have. */
  Queue<String> complaints() {
    return complaints;
  }

  /** The access key ids that were served. */
  Set<String> keys() {
    return keys;
  }

  /** Lets callers under way finish, and no more ask. */
  void finish() throws InterruptedException {
    over = true;
    callers.shutdown();
    if (!callers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("callers are still asking");
    }
  }

  @Override
  public void close() {
    over = true;
    callers.shutdownNow();
  }

  private void keepAsking() {
    while (!over) {
      boolean downBefore = down;
      try {
        judge(client.send(request, HttpResponse.BodyHandlers.ofString()));
      } catch (IOException e) {
        missed(downBefore || down, e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void judge(HttpResponse<String> answer) {
    try {
      JsonObject body = new JsonObject(answer.body());
      boolean whole =
          body.size() == 7
              && "Success".equals(body.getString("Code"))
              && Instant.parse(body.getString("Expiration"))
                  .isAfter(Instant.parse(body.getString("LastUpdated")));
      if (answer.statusCode() == 200 && whole) {
        keys.add(body.getString("AccessKeyId"));
        served.incrementAndGet();
        return;
      }
    } catch (DecodeException e) {
      complaints.add("no JSON: " + e.getMessage());
    }
    complaints.add(answer.statusCode() + " " + answer.body());
  }

  private void missed(boolean expected, IOException why) {
    if (!expected) {
      complaints.add(String.valueOf(why));
    }
    unreachable.incrementAndGet();
    LockSupport.parkNanos(10_000_000);
  }
}
