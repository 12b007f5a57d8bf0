package dev.stsbroker.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStampsTest {
  private final Vertx vertx = Vertx.vertx();
  private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir private Path folder = Path.of("");

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void look_isOverAtItsDeadline_whenItsThreadDoesNotGetOn() throws Exception {
    Path file = Files.writeString(folder.resolve("key.json"), "{}");
    List<Runnable> threads = new ArrayList<>();
    FileStamps stamps = new FileStamps(vertx, threads::add, time);
    Future<Map<Path, FileStamp>> look = stamps.of(Set.of(file));
    time.advance(Duration.ofSeconds(5));
    assertThat(look.result()).isEmpty();
    Future<Map<Path, FileStamp>> next = stamps.of(Set.of(file));
    threads.get(1).run();
    Map<Path, FileStamp> found =
        next.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    assertThat(found).containsOnlyKeys(file);
  }

  @Test
  void look_isOver_whenAFileCannotEvenBeLookedAt() throws Exception {
    Path unusable =
        (Path)
            Proxy.newProxyInstance(
                Path.class.getClassLoader(),
                new Class<?>[] {Path.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("hashCode")) {
                    return 1;
                  }
                  throw new IllegalStateException("no file system");
                });
    FileStamps stamps = new FileStamps(vertx, FileStampsTest::survive, time);
    Future<Map<Path, FileStamp>> look = stamps.of(Set.of(unusable));
    assertThat(look.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS)).isEmpty();
    assertThat(time.armed()).isZero();
  }

  /** A pool's thread ends with what is thrown on it, and the pool makes another. */
  private static void survive(Runnable work) {
    try {
      work.run();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("no file system");
    }
  }

  @Test
  void look_findsNothing_whenAllThreadsHang() {
    FileStamps stamps =
        new FileStamps(
            vertx,
            work -> {
              throw new RejectedExecutionException();
            },
            time);
    assertThat(stamps.of(Set.of(folder.resolve("any"))).result()).isEmpty();
    assertThat(time.armed()).isZero();
  }
}
