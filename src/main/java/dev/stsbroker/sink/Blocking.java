package dev.stsbroker.sink;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/** Runs what waits for disks: away from the event loop, with the outcome told on it. */
public interface Blocking {
  /** The outcome of {@code work}, which may run beside other work. */
  Future<Boolean> run(Callable<Boolean> work);
}
