package dev.stsbroker.sink;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/**
 * Runs work that waits for disks on its own threads, and delivers the outcome on the scheduler's
 * thread.
 */
public interface Blocking {
  /** The outcome of {@code work}, which may run beside other work. */
  Future<Boolean> run(Callable<Boolean> work);
}
