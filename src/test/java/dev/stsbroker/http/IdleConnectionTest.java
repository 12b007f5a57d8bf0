package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.http.connection.Connections;
import dev.stsbroker.http.connection.ListenTransport;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a connection is kept that asks for nothing more, and what is kept of its answers. */
class IdleConnectionTest {
  private static final Duration IDLE = Duration.ofMillis(600);

  /** More than the kernel holds for a client that does not read. */
  private static final int LARGE_BYTES = 48 << 20;

  private static final Buffer LARGE = Buffer.buffer(new byte[LARGE_BYTES]);

  private final Vertx vertx = ListenTransport.vertx(new VertxOptions());
  private final BlockingQueue<HttpServerResponse> waiting = new LinkedBlockingQueue<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Test
  void connection_isClosed_whenItAsksForNothingMore() throws Exception {
    try (RawConnection connection = new RawConnection(serve(4))) {
      assertThat(connection.send(RawConnection.get("/answer")).read().body()).isEqualTo("answer");
      assertThat(connection.send(RawConnection.get("/answer")).read().body()).isEqualTo("answer");
      assertThat(connection.ended()).isTrue();
    }
  }

  /** The other ones show that the time has passed. */
  @Test
  void connection_isKept_whileItWaitsForItsAnswer() throws Exception {
    int port = serve(4);
    try (RawConnection waiter = new RawConnection(port)) {
      waiter.send(RawConnection.get("/answer")).read();
      waiter.send(RawConnection.get("/wait"));
      HttpServerResponse response = waiting.take();
      for (int i = 0; i < 2; i++) {
        try (RawConnection other = new RawConnection(port)) {
          other.send(RawConnection.get("/answer")).read();
          assertThat(other.ended()).isTrue();
        }
      }
      vertx.runOnContext(now -> Replies.end(response, "text/plain", Buffer.buffer("waited")));
      assertThat(waiter.read().body()).isEqualTo("waited");
    }
  }

  @Test
  void largeAnswersThatNobodyTakes_areBoundedInSum_andTheirConnectionsClosed() throws Exception {
    int port = serve(8);
    try (RawConnection first = new RawConnection(port);
        RawConnection second = new RawConnection(port);
        RawConnection reader = new RawConnection(port)) {
      first.send(RawConnection.get("/large"));
      waiting.take();
      second.send(RawConnection.get("/large"));
      waiting.take();
      // The first has taken nothing; what the kernel holds is all that is left of its answer.
      assertThat(first.bytesUntilEnd()).isLessThan(LARGE_BYTES);
      assertThat(reader.send(RawConnection.get("/answer")).read().body()).isEqualTo("answer");
    }
  }

  /** They are closed at once, not when they have taken what was written to them. */
  @Test
  void clientsThatTakeNothing_makeRoomForOthers() throws Exception {
    int port = serve(2);
    List<RawConnection> stuck = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        RawConnection one = new RawConnection(port);
        stuck.add(one);
        one.send(RawConnection.get("/large"));
        waiting.take();
      }
      for (int i = 0; i < 4; i++) {
        assertThat(stuck.get(i).bytesUntilEnd()).isLessThan(LARGE_BYTES);
      }
      RawAnswer answer = RawConnection.ask(port, RawConnection.get("/answer"));
      assertThat(answer.body()).isEqualTo("answer");
    } finally {
      for (RawConnection one : stuck) {
        one.close();
      }
    }
  }

  private int serve(int connections) throws Exception {
    Router router = Router.router(vertx);
    router
        .get("/answer")
        .handler(context -> Replies.end(context.response(), "text/plain", Buffer.buffer("answer")));
    router.get("/wait").handler(context -> waiting.add(context.response()));
    router
        .get("/large")
        .handler(
            context -> {
              Replies.end(context.response(), "text/plain", LARGE);
              waiting.add(context.response());
            });
    ListenAddress address = new ListenAddress("127.0.0.1", 0);
    RequestGuard guard = new RequestGuard(address, Set.of(), path -> Set.of(HttpMethod.GET));
    return new GuardedServer(
            vertx, address, guard, router, new ErrorWriter(new Random(1)), reason -> {})
        .within(new Connections(connections, Duration.ofSeconds(60), IDLE))
        .listen()
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }
}
