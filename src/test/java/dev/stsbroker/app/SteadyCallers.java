package dev.stsbroker.app;

import dev.stsbroker.testing.KeepAliveClient;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * Callers that ask again and again, a few thousand times a second together: of each path one that
 * keeps its connection until the broker says it will close it, and one that opens another each
 * time. Nothing is tried twice: whatever is no 200 is a failure.
 */
final class SteadyCallers {
  private static final long PAUSE_NANOS = 1_000_000;
  private static final int OK = 200;

  private final IntSupplier port;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger served = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  /**
   * @param port where to connect to, asked before each connection
   */
  SteadyCallers(IntSupplier port, List<String> paths) {
    this.port = port;
    for (String path : paths) {
      threads.execute(() -> keepAsking(path, true));
      threads.execute(() -> keepAsking(path, false));
    }
  }

  int served() {
    return served.get();
  }

  /** Everything that was no 200, in the order it came. */
  Queue<String> failures() {
    return failures;
  }

  private void keepAsking(String path, boolean keepAlive) {
    while (!over) {
      int told = port.getAsInt();
      try (KeepAliveClient client = new KeepAliveClient(told, path, keepAlive)) {
        do {
          judge(path, client.get());
          LockSupport.parkNanos(PAUSE_NANOS);
        } while (!over && !client.lastAnswer());
      } catch (ConnectException e) {
        // On its way for so long that the place it was told of has closed.
        if (told == port.getAsInt()) {
          failures.add(path + " at " + told + ": " + e);
        }
      } catch (IOException e) {
        failures.add(path + (keepAlive ? " kept: " : " closing: ") + e);
        LockSupport.parkNanos(100 * PAUSE_NANOS);
      }
    }
  }

  private void judge(String path, int status) {
    if (status == OK) {
      served.incrementAndGet();
    } else {
      failures.add(path + " answered " + status);
    }
  }

  /** Lets every caller finish what it asked, and no more ask. */
  void stop() throws InterruptedException {
    over = true;
    threads.shutdown();
    if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new AssertionError("callers are still asking");
    }
  }
}
