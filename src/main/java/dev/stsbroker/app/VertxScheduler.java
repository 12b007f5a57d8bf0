package dev.stsbroker.app;

import dev.stsbroker.time.OwnerThread;
import dev.stsbroker.time.Scheduler;
import io.vertx.core.Vertx;
import java.time.Duration;

/** A scheduler of Vert.x timers. To be used on one event loop; actions run on its thread. */
public final class VertxScheduler implements Scheduler {
  private final Vertx vertx;
  private final OwnerThread owner = new OwnerThread();

  public VertxScheduler(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public Task after(Duration delay, Runnable action) {
    long timer = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> action.run());
    return () -> vertx.cancelTimer(timer);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void assertOwner() {
    owner.check();
  }
}
