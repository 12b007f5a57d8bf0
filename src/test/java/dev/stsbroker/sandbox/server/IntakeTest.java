package dev.stsbroker.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.sandbox.server.Intake.Bounds;
import dev.stsbroker.testing.cloud.RawHttp;
import dev.stsbroker.testing.cloud.TestCloud;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies over sockets, with bounds that tests can reach. */
class IntakeTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
  private LocalServer server =
      new LocalServer(vertx, "127.0.0.1", 0, request -> request.response().end());

  @AfterEach
  void stop() {
    TestCloud.await(vertx.close());
  }

  /** Every request is read as {@code reading} says; the outcome of each is told. */
  private void serve(Bounds bounds, BiFunction<Intake, HttpServerRequest, Future<?>> reading) {
    Intake intake = new Intake(vertx, bounds);
    server =
        new LocalServer(
            vertx,
            "127.0.0.1",
            0,
            request -> {
              request.pause();
              reading
                  .apply(intake, request)
                  .onComplete(
                      done -> {
                        outcomes.add(done.succeeded() ? "read" : done.cause().getMessage());
                        request.response().end();
                      });
            });
    TestCloud.await(server.start());
  }

  private RawHttp post(int length) throws Exception {
    return new RawHttp(server.port())
        .head("POST", "/", Map.of("Content-Length", Integer.toString(length)));
  }

  private String outcome() throws Exception {
    return outcomes.poll(60, TimeUnit.SECONDS);
  }

  @Test
  void bodyThatStandsStill_isGivenUp() throws Exception {
    Bounds bounds = new Bounds(1000, 1, Duration.ofMillis(50), 100, 1000);
    serve(bounds, (intake, request) -> intake.text(request, 1000));
    try (RawHttp connection = post(500).send(new byte[99])) {
      assertThat(outcome()).isEqualTo("TOO_SLOW");
      assertThat(connection.line()).contains("200");
    }
  }

  @Test
  void bodyThatNobodyWants_isDropped_forATimeAndAsFarAsItMay() throws Exception {
    serve(
        new Bounds(1000, 1, Duration.ofMillis(50), 100, 1000),
        (intake, request) -> intake.discard(request));
    try (RawHttp still = post(500).send(new byte[99])) {
      assertThat(outcome()).isEqualTo("TOO_SLOW");
      assertThat(still.line()).contains("200");
    }
    serve(new Bounds(1000, 1, LONG, 100, 1000), (intake, request) -> intake.discard(request));
    try (RawHttp whole = post(1000).send(new byte[1000])) {
      assertThat(outcome()).isEqualTo("read");
      assertThat(whole.line()).contains("200");
    }
    try (RawHttp large = post(1001).send(new byte[1001])) {
      assertThat(outcome()).isEqualTo("TOO_LARGE");
      assertThat(large.line()).contains("200");
    }
  }

  @Test
  void documents_shareTheMemoryThereIs() throws Exception {
    serve(
        new Bounds(1000, 1, LONG, 0, 1000),
        (intake, request) -> intake.text(request, 600).map(Buffer::length));
    try (RawHttp large = post(601).send(new byte[601])) {
      assertThat(outcome()).isEqualTo("TOO_LARGE");
      assertThat(large.line()).contains("200");
    }
    try (RawHttp one = post(600).send(new byte[600])) {
      assertThat(outcome()).isEqualTo("read");
      assertThat(one.line()).contains("200");
    }
    Promise<Void> kept = Promise.promise();
    serve(
        new Bounds(70_000, 1, LONG, 0, 1000),
        (intake, request) -> intake.text(request, 100_000).compose(read -> kept.future()));
    try (RawHttp first = post(90_000).send(new byte[80_000]);
        RawHttp second = post(90_000).send(new byte[80_000])) {
      assertThat(outcome()).as("the one that came later").isEqualTo("BUSY");
      first.send(new byte[10_000]);
      second.send(new byte[10_000]);
      vertx.runOnContext(now -> kept.complete());
      assertThat(outcome()).isEqualTo("read");
    }
  }

  @Test
  void connectionsBeyondTheBound_pushTheQuietOut_orWaitForTheBusy() throws Exception {
    List<Promise<Void>> waiting = new ArrayList<>();
    server =
        new LocalServer(
            vertx,
            "127.0.0.1",
            0,
            2,
            request -> {
              Promise<Void> answer = Promise.promise();
              answer.future().onSuccess(now -> request.response().end());
              waiting.add(answer);
              outcomes.add(request.path());
            });
    TestCloud.await(server.start());
    try (RawHttp quiet = new RawHttp(server.port());
        RawHttp one = new RawHttp(server.port()).head("GET", "/one", Map.of())) {
      assertThat(outcome()).isEqualTo("/one");
      try (RawHttp other = new RawHttp(server.port()).head("GET", "/other", Map.of())) {
        assertThat(outcome()).isEqualTo("/other");
        assertThat(quiet.ended()).isTrue();
        RawHttp late = new RawHttp(server.port()).head("GET", "/late", Map.of());
        assertThat(outcomes.poll(100, TimeUnit.MILLISECONDS)).as("all places are taken").isNull();
        vertx.runOnContext(now -> waiting.get(0).complete());
        assertThat(one.line()).contains("200");
        assertThat(outcome()).isEqualTo("/late");
        vertx.runOnContext(now -> waiting.get(2).complete());
        assertThat(late.line()).contains("200");
        late.close();
        vertx.runOnContext(now -> waiting.get(1).complete());
        assertThat(other.line()).contains("200");
      }
    }
  }

  @Test
  void contents_waitForTheirTurn_andTheOneThatLeavesGivesItUp() throws Exception {
    List<Promise<Void>> taken = new ArrayList<>();
    BlockingQueue<Integer> pieces = new LinkedBlockingQueue<>();
    serve(
        new Bounds(1000, 1, LONG, 0, 1000),
        (intake, request) ->
            intake.content(
                request,
                piece -> {
                  Promise<Void> one = Promise.promise();
                  taken.add(one);
                  pieces.add(piece.length());
                  return one.future();
                }));
    RawHttp first = post(200_000).send(new byte[100_000]);
    assertThat(pieces.poll(60, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(Intake.PIECE);
    try (RawHttp second = post(50).send(new byte[50])) {
      first.close();
      assertThat(outcomes.poll(100, TimeUnit.MILLISECONDS)).as("a piece is being taken").isNull();
      vertx.runOnContext(now -> taken.get(0).complete());
      assertThat(outcome()).contains("closed");
      assertThat(pieces.poll(60, TimeUnit.SECONDS)).isEqualTo(50);
      vertx.runOnContext(now -> taken.get(1).complete());
      assertThat(outcome()).isEqualTo("read");
      assertThat(second.line()).contains("200");
    }
  }
}
