package dev.stsbroker.app;

import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.plan.OutlineJson;
import dev.stsbroker.plan.Outlines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the outline of the running configuration as JSON, on a worker thread and one at a time:
 * requests that come meanwhile get the same one. Nothing is cached.
 */
final class OutlinePage {
  private final Vertx vertx;
  private final Supplier<BrokerConfig> running;
  private final @Nullable Path file;
  private @Nullable Future<Buffer> making;

  /**
   * @param running the configuration that runs
   * @param file where it stands; null for none
   */
  OutlinePage(Vertx vertx, Supplier<BrokerConfig> running, @Nullable Path file) {
    this.vertx = vertx;
    this.running = running;
    this.file = file == null ? null : file.toAbsolutePath();
  }

  Future<Buffer> page() {
    Future<Buffer> page = making;
    if (page == null) {
      BrokerConfig config = running.get();
      page =
          vertx.executeBlocking(
              () -> OutlineJson.write(Outlines.of(config, file)).toBuffer(), false);
      making = page;
      page.onComplete(done -> making = null);
    }
    return page;
  }
}
