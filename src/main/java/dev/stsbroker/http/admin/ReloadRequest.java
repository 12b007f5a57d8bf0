package dev.stsbroker.http.admin;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.event.AppliedReload;
import dev.stsbroker.event.ConfigDifference;
import dev.stsbroker.event.StoppingException;
import dev.stsbroker.http.ErrorWriter;
import dev.stsbroker.http.HttpFailure;
import dev.stsbroker.http.Replies;
import dev.stsbroker.http.Waiters;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/**
 * {@code POST /reload}: reads the configuration again. Answers which one runs, what has changed and
 * which identities cannot be used, or what is wrong with the new one.
 */
public final class ReloadRequest {
  /** Of what is wrong; an answer has 16 KiB at most. */
  private static final int MOST_CHARACTERS = 4_000;

  /** Of what changed, likewise. */
  private static final int MOST_DIFFERENCE_BYTES = 6_000;

  private final Supplier<Future<AppliedReload>> reload;
  private final Health health;
  private final ErrorWriter errors;
  private final Waiters waiters;

  /**
   * @param waiters where callers wait for it
   * @param reload reloads; fails with a message for people
   * @param health says which identities something is wrong with
   */
  public ReloadRequest(
      Supplier<Future<AppliedReload>> reload, Health health, ErrorWriter errors, Waiters waiters) {
    this.health = health;
    this.reload = reload;
    this.errors = errors;
    this.waiters = waiters;
  }

  private static String shortened(Throwable why) {
    String message =
        why instanceof CredentialException failure
            ? failure.told()
            : String.valueOf(why.getMessage());
    return message.length() <= MOST_CHARACTERS
        ? message
        : message.substring(0, MOST_CHARACTERS) + "… (all of it: sts-broker check)";
  }

  private String why(Throwable cause) {
    String also = String.join("\n", health.identityTroubles());
    return also.isEmpty() ? shortened(cause) : shortened(cause) + "\n" + also;
  }

  void handle(RoutingContext context) {
    boolean waits =
        waiters.await(
            Waiters.Place.of("reload", context.request()),
            reload.get(),
            context.response(),
            done -> answer(context, done));
    if (!waits) {
      errors.write(context.request(), Waiters.tooMany("reload"));
    }
  }

  /** What is worth a warning comes first. */
  private static void tell(ConfigDifference difference, JsonObject answer) {
    ConfigDifference.Told told = difference.told(MOST_DIFFERENCE_BYTES);
    if (!told.lines().isEmpty()) {
      JsonArray changes = new JsonArray();
      told.lines()
          .forEach(
              line ->
                  changes.add(
                      new JsonObject()
                          .put("change", line.toString())
                          .put("wider", line.wider())
                          .put("breaks", line.lost())));
      answer.put("changes", changes);
    }
    if (told.more() > 0) {
      answer.put("moreChanges", told.more()).put("moreWarnings", told.warnings());
    }
  }

  private void answer(RoutingContext context, AsyncResult<AppliedReload> done) {
    if (done.succeeded()) {
      JsonObject answer = new JsonObject().put("generation", done.result().generation());
      if (done.result().unchanged()) {
        answer.put("unchanged", true);
      }
      tell(done.result().difference(), answer);
      JsonArray troubled = health.troubledIdentities();
      if (!troubled.isEmpty()) {
        answer.put("troubledIdentities", troubled);
      }
      Replies.json(context.response(), answer.toBuffer());
    } else if (done.cause() instanceof StoppingException stopping) {
      errors.write(context.request(), HttpFailure.of(503, "Stopping", shortened(stopping)));
    } else {
      errors.write(context.request(), HttpFailure.of(400, "ConfigRefused", why(done.cause())));
    }
  }
}
