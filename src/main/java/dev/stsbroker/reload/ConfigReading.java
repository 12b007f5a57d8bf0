package dev.stsbroker.reload;

import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.time.Scheduler;
import dev.stsbroker.time.Scheduler.Task;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;

/**
 * Reads the configuration on another thread, and gives up a reading that takes too long. No other
 * reading begins until that one has ended.
 */
final class ConfigReading {
  /** Of the configuration and the policies it names; a file system that hangs takes for ever. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Origin origin;
  private final Scheduler scheduler;
  private int hanging;

  ConfigReading(Origin origin, Scheduler scheduler) {
    this.origin = origin;
    this.scheduler = scheduler;
  }

  /** The configuration as it stands beside {@code running}, or what is wrong with it. */
  Future<BrokerConfig> once(BrokerConfig running) {
    if (hanging > 0) {
      return Future.failedFuture(unread());
    }
    Promise<BrokerConfig> outcome = Promise.promise();
    Task deadline =
        scheduler.after(
            LONGEST,
            () -> {
              hanging++;
              outcome.fail(unread());
            });
    origin
        .load()
        .apply(running)
        .onComplete(
            done -> {
              if (outcome.future().isComplete()) {
                hanging--;
              } else {
                deadline.cancel();
                outcome.handle(done);
              }
            });
    return outcome.future();
  }

  private IOException unread() {
    return new IOException(
        origin.file()
            + ": not read within "
            + LONGEST.toSeconds()
            + " s: it hangs, or a file that it names does");
  }
}
