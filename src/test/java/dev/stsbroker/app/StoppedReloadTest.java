package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.event.AppliedReload;
import dev.stsbroker.testing.FreePort;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a reload when the broker stops before it is applied. */
class StoppedReloadTest {
  private static final String STOPPING = "the broker is stopping";

  @TempDir private Path folder = Path.of("");
  private FileBroker broker = FileBroker.NONE;

  @BeforeEach
  void start() throws Exception {
    broker = FileBroker.startOnManualTime(folder);
  }

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void reloadThatHasBegun_isNotApplied() throws Exception {
    int next = FreePort.any();
    broker.write(broker.original().replace("[127.0.0.1:0]", "[127.0.0.1:" + next + "]"));
    Promise<Void> gate = Promise.promise();
    broker.holdReading(gate.future());
    CompletableFuture<HttpResponse<String>> asked = broker.postAsync("/reload");
    broker.eventuallyReads();
    Future<Void> stopping = broker.beginStop();
    broker.eventuallyClosed(broker.port());
    gate.complete();
    assertRefused(asked);
    TestingBroker.await(stopping);
    try (ServerSocket free = new ServerSocket(next, 50, InetAddress.getLoopbackAddress())) {
      assertThat(free.getLocalPort()).isEqualTo(next);
    }
  }

  /** Nor is one that waits behind it; both are answered before the listeners close. */
  @Test
  void reloadThatWaitsBehindAnother_isAnswered() throws Exception {
    Promise<Void> gate = Promise.promise();
    broker.holdReading(gate.future());
    CompletableFuture<HttpResponse<String>> first = broker.postAsync("/reload");
    broker.eventuallyReads();
    Future<AppliedReload> second = broker.reload();
    Future<Void> stopping = broker.beginStop();
    assertRefused(second);
    gate.complete();
    assertRefused(first);
    TestingBroker.await(stopping);
  }

  /** After many reloads the next one waits for its turn, which on this clock never comes. */
  @Test
  void reloadThatWaitsForItsTurn_isAnswered() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    }
    Future<AppliedReload> paced = broker.reload();
    Future<Void> stopping = broker.beginStop();
    assertRefused(paced);
    TestingBroker.await(stopping);
  }

  private static void assertRefused(Future<AppliedReload> asked) {
    assertThatThrownBy(() -> TestingBroker.await(asked)).hasMessageContaining(STOPPING);
  }

  private static void assertRefused(CompletableFuture<HttpResponse<String>> asked)
      throws Exception {
    HttpResponse<String> answer = asked.get(60, TimeUnit.SECONDS);
    assertThat(answer.body()).contains(STOPPING);
    assertThat(answer.statusCode()).isEqualTo(503);
  }
}
