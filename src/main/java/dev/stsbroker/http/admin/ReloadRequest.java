package dev.stsbroker.http.admin;

import dev.stsbroker.http.ErrorWriter;
import dev.stsbroker.http.HttpFailure;
import dev.stsbroker.http.Replies;
import dev.stsbroker.http.Waiters;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/**
 * {@code POST /reload}: reads the configuration anew and says which one runs, or what is wrong with
 * it.
 */
public final class ReloadRequest {
  /** Of what is wrong; an answer has 16 KiB at most. */
  private static final int MOST_CHARACTERS = 4_000;

  private final Supplier<Future<Long>> reload;
  private final ErrorWriter errors;
  private final Waiters waiters;

  /**
   * @param waiters where callers wait for it
   * @param reload reloads; the generation that then runs, or a failure whose message is for people
   */
  public ReloadRequest(Supplier<Future<Long>> reload, ErrorWriter errors, Waiters waiters) {
    this.reload = reload;
    this.errors = errors;
    this.waiters = waiters;
  }

  private static String shortened(Throwable why) {
    String message = String.valueOf(why.getMessage());
    return message.length() <= MOST_CHARACTERS
        ? message
        : message.substring(0, MOST_CHARACTERS) + "… (all of it: sts-broker check)";
  }

  void handle(RoutingContext context) {
    boolean waits =
        waiters.await("reload", reload.get(), context.response(), done -> answer(context, done));
    if (!waits) {
      errors.write(context.request(), Waiters.tooMany("reload"));
    }
  }

  private void answer(RoutingContext context, AsyncResult<Long> done) {
    if (done.succeeded()) {
      Replies.json(
          context.response(), new JsonObject().put("generation", done.result()).toBuffer());
    } else {
      errors.write(
          context.request(), HttpFailure.of(400, "ConfigRefused", shortened(done.cause())));
    }
  }
}
