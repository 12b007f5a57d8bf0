package dev.stsbroker.http.admin;

import dev.stsbroker.http.ErrorWriter;
import dev.stsbroker.http.HttpFailure;
import dev.stsbroker.http.Replies;
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

  /**
   * @param reload reloads; the generation that then runs, or a failure whose message is for people
   */
  public ReloadRequest(Supplier<Future<Long>> reload, ErrorWriter errors) {
    this.reload = reload;
    this.errors = errors;
  }

  private static String shortened(Throwable why) {
    String message = String.valueOf(why.getMessage());
    return message.length() <= MOST_CHARACTERS
        ? message
        : message.substring(0, MOST_CHARACTERS) + "… (all of it: sts-broker check)";
  }

  void handle(RoutingContext context) {
    reload
        .get()
        .onSuccess(
            generation ->
                Replies.json(
                    context.response(), new JsonObject().put("generation", generation).toBuffer()))
        .onFailure(
            why ->
                errors.write(
                    context.request(), HttpFailure.of(400, "ConfigRefused", shortened(why))));
  }
}
