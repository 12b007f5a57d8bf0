package dev.stsbroker.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.access.Caller;
import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.access.kernel.SocketTable;
import dev.stsbroker.http.HttpFailure;
import dev.stsbroker.http.connection.Peers;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one caller may have of refusals and of requests, on time that is moved by hand. */
class CallerBoundsTest {
  private static final Caller HOSTILE = new Caller(null, Peer.of(4242));
  private static final Caller OTHER = new Caller(null, Peer.of(7));
  private static final Caller NOT_ASKED = new Caller(null, Peers.NOT_ASKED);
  private static final HttpFailure WRONG = HttpFailure.of(401, "InvalidMetadataToken", "wrong");

  private final Vertx vertx = Vertx.vertx();
  private long now;
  private final CallerBounds bounds =
      new CallerBounds(() -> now, new Peers(vertx, SocketTable.ofMachine()));

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void refusals_areToldOneByOne_upToABoundForEachCaller() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(bounds.refused(HOSTILE, WRONG)).isEqualTo(WRONG);
    }
    HttpFailure tooMany = bounds.refused(HOSTILE, WRONG);
    assertThat(tooMany.status()).isEqualTo(429);
    assertThat(tooMany.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(bounds.refused(OTHER, WRONG)).isEqualTo(WRONG);
    now += Duration.ofMillis(5).toNanos();
    assertThat(bounds.refused(HOSTILE, WRONG)).isEqualTo(WRONG);
    assertThat(bounds.refused(HOSTILE, WRONG).status()).isEqualTo(429);
  }

  /** STS's failures, and bounds that are reached, are no caller's fault. */
  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503})
  void otherFailures_areToldWithoutABound(int status) {
    HttpFailure failure = HttpFailure.of(status, "Code", "sentence");
    for (int i = 0; i < 5_000; i++) {
      assertThat(bounds.refused(HOSTILE, failure)).isEqualTo(failure);
    }
    assertThat(bounds.refused(HOSTILE, WRONG)).isEqualTo(WRONG);
  }

  /**
   * What clients do when they are refused: the OSS SDK for Java asks four times without a pause,
   * oss2 three times, Tablestore every 300 ms. Jobs of one user, many at once.
   */
  @Test
  void retriesOfRealClients_fit() {
    for (int jobs = 0; jobs < 240; jobs++) {
      for (int tries = 0; tries < 4; tries++) {
        assertThat(bounds.refused(OTHER, WRONG)).isEqualTo(WRONG);
      }
    }
    now += Duration.ofSeconds(5).toNanos();
    for (int seconds = 0; seconds < 60; seconds++) {
      for (int request = 0; request < 10 * 20; request++) {
        assertThat(bounds.refused(OTHER, WRONG)).as("ten jobs, 20 a second").isEqualTo(WRONG);
      }
      now += Duration.ofSeconds(1).toNanos();
    }
  }

  @Test
  void requests_areBounded_onlyIfThatIsSaid_andForEachCaller() {
    assertThat(bounds.wantsUsers()).isFalse();
    assertThat(bounds.tooMany(7)).isNull();
    bounds.requestsPerSecond(50);
    assertThat(bounds.wantsUsers()).isTrue();
    for (int i = 0; i < 50; i++) {
      assertThat(bounds.tooMany(4242)).isNull();
    }
    assertThat(bounds.tooMany(4242)).extracting(HttpFailure::status).isEqualTo(429);
    assertThat(bounds.tooMany(7)).isNull();
    bounds.requestsPerSecond(50);
    assertThat(bounds.tooMany(4242)).as("a reload that changes nothing").isNotNull();
    now += Duration.ofMillis(20).toNanos();
    assertThat(bounds.tooMany(4242)).isNull();
    bounds.requestsPerSecond(0);
    assertThat(bounds.tooMany(4242)).isNull();
    assertThat(bounds.wantsUsers()).isFalse();
  }

  /** A reading of /proc takes milliseconds: nobody pays for it where nothing happens. */
  @Test
  void kernelIsAsked_whileCostlyRequestsAreMany_andNotInCalmTimes() {
    for (int i = 0; i < 50; i++) {
      bounds.costly(NOT_ASKED);
      assertThat(bounds.wantsUsers()).isFalse();
    }
    for (int i = 0; i < 1_000; i++) {
      bounds.refused(HOSTILE, WRONG);
    }
    assertThat(bounds.wantsUsers()).as("it was asked about these").isFalse();
    bounds.refused(NOT_ASKED, WRONG);
    assertThat(bounds.wantsUsers()).isTrue();
    now += Duration.ofSeconds(9).toNanos();
    assertThat(bounds.wantsUsers()).isTrue();
    now += Duration.ofSeconds(2).toNanos();
    assertThat(bounds.wantsUsers()).isFalse();
    bounds.costly(NOT_ASKED);
    assertThat(bounds.wantsUsers()).isFalse();
  }
}
