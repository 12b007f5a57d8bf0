package dev.stsbroker.cli.run;

import dev.stsbroker.app.BrokerApp;
import dev.stsbroker.http.connection.ListenTransport;
import dev.stsbroker.text.OneLine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;

/** Makes the Vert.x that a command runs on, and stops it when the process ends. */
public final class VertxLifecycle {
  /** Longer than the listeners drain, shorter than the 10 s after which Docker kills. */
  private static final long STOP_SECONDS = 9;

  private static final Logger LOG = OneLine.named("serve");

  private VertxLifecycle() {}

  /**
   * One event loop serves as much as two on the cores a sidecar has, and nothing on it ever blocks.
   */
  public static Vertx vertx() {
    return ListenTransport.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(2)
            .setInternalBlockingPoolSize(2));
  }

  /**
   * Starts the broker. It is done here and not in the commands, because the JVM loads what a
   * command deploys as soon as it looks at the command, also for one that has no server.
   */
  public static void start(Vertx vertx, BrokerApp app) throws Exception {
    await(vertx.deployVerticle(app));
    app.prefetched().onComplete(asked -> app.introduce());
  }

  /** The outcome of {@code future}; throws what it failed with. */
  public static <T> T await(Future<T> future) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * Has {@code vertx} closed when the process ends, which lets requests under way finish; one that
   * is told to end, by SIGTERM or Ctrl-C, ends with 0. To be called before anything listens: who
   * sees that the broker is ready may stop it at once.
   */
  public static void endsWith(Vertx vertx) {
    AtomicReference<String> signal = new AtomicReference<>("");
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stop(vertx, String.valueOf(signal.get())), "stop"));
    for (String name : List.of("TERM", "INT")) {
      Signals.on(
          name,
          () -> {
            signal.compareAndSet("", "SIG" + name);
            System.exit(ExitCode.OK);
          });
    }
  }

  /** Waits until the process is told to stop. */
  public static int untilStopped() throws InterruptedException {
    new CountDownLatch(1).await();
    return ExitCode.OK;
  }

  private static void stop(Vertx vertx, String signal) {
    if (!signal.isEmpty()) {
      LOG.atInfo().addKeyValue("reason", signal).log("stopping");
    }
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      LOG.warn("not stopped within {} s; what was under way is cut", STOP_SECONDS);
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
  }
}
