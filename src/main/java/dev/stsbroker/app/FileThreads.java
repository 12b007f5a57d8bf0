package dev.stsbroker.app;

import dev.stsbroker.sink.FileSinks.Blocking;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A pool of threads for reading and watching files, since file systems may hang for ever. Threads
 * are made when there is work and end soon after it. Each user of the pool runs one piece of work
 * at a time, so one that hangs holds one thread.
 */
final class FileThreads implements Executor, AutoCloseable {
  private static final int MOST = 32;
  private static final int WRITERS = 4;
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), FileThreads::thread);

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sts-broker-reading");
    thread.setDaemon(true);
    return thread;
  }

  /** Threads of their own: a file system that hangs must not keep a reload from reading. */
  static Blocking writing(Vertx vertx) {
    WorkerExecutor workers = vertx.createSharedWorkerExecutor("sts-broker-files", WRITERS);
    return work -> workers.executeBlocking(work, false);
  }

  /** One thread, which runs one piece of work after the other, and ends soon after the last. */
  static Executor single(String name) {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = thread(work);
              thread.setName(name);
              return thread;
            });
    one.allowCoreThreadTimeOut(true);
    return one;
  }

  /** Throws {@link java.util.concurrent.RejectedExecutionException} while all threads hang. */
  @Override
  public void execute(Runnable work) {
    pool.execute(work);
  }

  /** Takes no more work; a thread that hangs is left to itself. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
