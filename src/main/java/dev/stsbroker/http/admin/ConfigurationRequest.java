package dev.stsbroker.http.admin;

import dev.stsbroker.http.ErrorWriter;
import dev.stsbroker.http.Replies;
import dev.stsbroker.http.Waiters;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/**
 * {@code GET /configuration}: answers with the settings of the running configuration that decide
 * who gets what, without secrets and policy texts, for {@code check --against URL}.
 */
public final class ConfigurationRequest {
  private final Supplier<Future<Buffer>> outline;
  private final ErrorWriter errors;
  private final Waiters waiters;

  /**
   * @param outline makes it, as JSON; the same one for all who ask while it is made
   * @param waiters where callers wait for it
   */
  public ConfigurationRequest(
      Supplier<Future<Buffer>> outline, ErrorWriter errors, Waiters waiters) {
    this.outline = outline;
    this.errors = errors;
    this.waiters = waiters;
  }

  void handle(RoutingContext context) {
    boolean waits =
        waiters.await(
            Waiters.Place.of("configuration", context.request()),
            outline.get(),
            context.response(),
            done -> answer(context, done));
    if (!waits) {
      errors.write(context.request(), Waiters.tooMany("configuration"));
    }
  }

  private static void answer(RoutingContext context, AsyncResult<Buffer> done) {
    if (done.failed()) {
      context.fail(done.cause());
    } else if (!context.response().closed()) {
      Replies.json(context.response(), done.result());
    }
  }
}
