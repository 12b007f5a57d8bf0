package dev.stsbroker.http.admin;

import dev.stsbroker.http.ErrorWriter;
import dev.stsbroker.http.Replies;
import dev.stsbroker.http.Waiters;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** {@code GET /metrics}: the metrics page, in the format that the scraper accepts. */
public final class MetricsRequest {
  private final MetricsPage metrics;
  private final ErrorWriter errors;
  private final Waiters waiters;

  /**
   * @param waiters where scrapers wait while the page is made
   */
  public MetricsRequest(MetricsPage metrics, ErrorWriter errors, Waiters waiters) {
    this.metrics = metrics;
    this.errors = errors;
    this.waiters = waiters;
  }

  void handle(RoutingContext context) {
    boolean waits =
        waiters.await(
            Waiters.Place.of("metrics page", context.request()),
            metrics.page(context.request().getHeader("Accept")),
            context.response(),
            done -> answer(context, done));
    if (!waits) {
      errors.write(context.request(), Waiters.tooMany("metrics page"));
    }
  }

  private static void answer(RoutingContext context, AsyncResult<MetricsPage.Page> done) {
    if (done.failed()) {
      context.fail(done.cause());
    } else if (!context.response().closed()) {
      Replies.end(context.response(), done.result().type(), done.result().body());
    }
  }

  /** Makes the metrics page; what meters there are is not this room's business. */
  public interface MetricsPage {
    /**
     * The page for a scraper that accepts {@code accept}; null if it did not say. Has all that
     * happened before it was asked for.
     */
    Future<Page> page(@Nullable String accept);

    /**
     * A page.
     *
     * @param type its content type
     * @param body all of it; many may be sent the same
     */
    record Page(String type, Buffer body) {}
  }
}
