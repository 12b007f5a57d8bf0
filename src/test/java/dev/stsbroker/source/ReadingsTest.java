package dev.stsbroker.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.ManualTime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A file that hangs holds one thread, and nobody longer than a deadline. */
class ReadingsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
  private final List<Runnable> threads = new ArrayList<>();
  private final Readings readings = new Readings(vertx, threads::add, time);

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void hungReading_isGivenUp_andNoOtherIsBegunUntilItHasEnded() throws Exception {
    Future<String> hung = read("late");
    Future<String> behind = read("behind it");
    onLoop(
        () -> {
          time.advance(Duration.ofSeconds(5));
          return 0;
        });
    assertThat(hung.cause()).isInstanceOf(IOException.class).hasMessageContaining("5 s");
    assertThat(behind.cause()).isInstanceOf(IOException.class);
    for (int i = 0; i < 100; i++) {
      assertThat(read("more").cause()).hasMessageContaining("hangs still");
    }
    assertThat(threads).as("one thread, however many ask").hasSize(1);

    threads.remove(0).run();
    Future<String> well = read("well again");
    threads.remove(0).run();
    onLoop(() -> 0);
    assertThat(well.result()).isEqualTo("well again");
    assertThat(time.armed()).isZero();
  }

  @Test
  void reading_thatEndsWithAnError_isOver_andTheNextOneBegins() throws Exception {
    Future<String> broken =
        onLoop(
            () ->
                readings.read(
                    () -> {
                      throw new StackOverflowError();
                    }));
    threads.remove(0).run();
    onLoop(() -> 0);
    assertThat(broken.cause()).isInstanceOf(StackOverflowError.class);
    Future<String> next = read("next");
    threads.remove(0).run();
    onLoop(() -> 0);
    assertThat(next.result()).isEqualTo("next");
  }

  @Test
  void readings_runOneAfterTheOther() throws Exception {
    Future<String> first = read("first");
    Future<String> second = read("second");
    assertThat(threads).hasSize(1);
    threads.remove(0).run();
    onLoop(() -> 0);
    threads.remove(0).run();
    onLoop(() -> 0);
    assertThat(first.result() + second.result()).isEqualTo("firstsecond");
    assertThat(threads).isEmpty();
  }

  @Test
  void reading_failsAtOnce_whenThereIsNoThreadLeft() throws Exception {
    Readings without =
        new Readings(
            vertx,
            work -> {
              throw new RejectedExecutionException();
            },
            time);
    for (int i = 0; i < 2; i++) {
      Future<String> refused = onLoop(() -> without.read(() -> "text"));
      assertThat(refused.cause()).hasMessageContaining("too many files hang");
    }
    assertThat(time.armed()).isZero();
  }

  private Future<String> read(String text) throws Exception {
    return onLoop(() -> readings.read(() -> text));
  }

  private <T> T onLoop(Callable<T> action) throws Exception {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    loop.runOnContext(
        now -> {
          try {
            outcome.complete(action.call());
          } catch (Exception e) {
            outcome.completeExceptionally(e);
          }
        });
    return outcome.get(60, TimeUnit.SECONDS);
  }
}
