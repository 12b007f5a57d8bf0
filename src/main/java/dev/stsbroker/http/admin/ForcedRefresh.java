package dev.stsbroker.http.admin;

import dev.stsbroker.broker.BoundProfile;
import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.broker.Issued;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.broker.TooManySessionsException;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.http.ErrorWriter;
import dev.stsbroker.http.HttpFailure;
import dev.stsbroker.http.Query;
import dev.stsbroker.http.Replies;
import dev.stsbroker.http.Waiters;
import dev.stsbroker.parameter.ParameterException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /profiles/<name>/refresh}, with the values of parameters in the query: fetches a new
 * session and then replaces the one that is served. If fetching fails, the old session stays, and
 * the answer says so. Allowed once for each profile in {@link #PAUSE}, so that a loop in a script
 * does not use up the account's calls.
 */
public final class ForcedRefresh {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final String OF_CALLERS =
      "profile %s has a session for each caller, and who refreshes is none (expected: a profile"
          + " without ${caller...})";

  private final CredentialBroker<?> broker;
  private final InstantSource clock;
  private final ErrorWriter errors;
  private final Waiters waiters;
  private final Map<String, Asked> asked = new HashMap<>();

  /**
   * @param waiters where callers wait for STS
   */
  public ForcedRefresh(
      CredentialBroker<?> broker, InstantSource clock, ErrorWriter errors, Waiters waiters) {
    this.waiters = waiters;
    this.broker = broker;
    this.clock = clock;
    this.errors = errors;
  }

  void handle(RoutingContext context) {
    Profile profile = broker.profile(context.pathParam("profile"));
    if (profile == null) {
      fail(context, HttpFailure.of(404, "UnknownProfile", "there is no profile of that name"));
      return;
    }
    if (profile.takesCaller()) {
      fail(context, HttpFailure.of(400, "InvalidParameter", OF_CALLERS.formatted(profile.name())));
      return;
    }
    BoundProfile bound = bound(context, profile);
    if (bound != null) {
      handle(context, bound);
    }
  }

  private void handle(RoutingContext context, BoundProfile bound) {
    Duration early = early(bound.profile());
    if (early == null) {
      refresh(context, bound);
      return;
    }
    String message =
        "a refresh of profile " + bound.name() + " was asked for a moment ago" + held(bound);
    fail(context, new HttpFailure(429, "TooManyRequests", message, early));
  }

  /** The profile with the values of the query, as jobs supply them; null if refused. */
  private @Nullable BoundProfile bound(RoutingContext context, Profile profile) {
    try {
      return broker.bind(profile, Query.values(context.request().query()));
    } catch (ParameterException e) {
      fail(context, HttpFailure.of(400, "InvalidParameter", e.sentence()));
    } catch (TooManySessionsException e) {
      fail(context, HttpFailure.from(e));
    }
    return null;
  }

  private void refresh(RoutingContext context, BoundProfile profile) {
    refresh(context, profile, broker);
  }

  private <R> void refresh(RoutingContext context, BoundProfile profile, CredentialBroker<R> from) {
    boolean waits =
        waiters.await(
            Waiters.Place.of(profile.name(), context.request()),
            from.refresh(profile),
            context.response(),
            done -> {
              if (done.succeeded()) {
                Replies.json(context.response(), json(profile, done.result()).toBuffer());
              } else {
                fail(context, failure(profile, done.cause()));
              }
            });
    if (!waits) {
      fail(context, Waiters.tooMany("profile " + profile.name()));
    }
  }

  /**
   * How much too early a request is; null if it is not. What was asked of a profile that a reload
   * has changed since was asked of another.
   */
  private @Nullable Duration early(Profile profile) {
    Instant now = clock.instant();
    asked.values().removeIf(one -> !now.isBefore(one.allowedAgain()));
    Asked before = asked.get(profile.name());
    if (before != null && before.profile().equals(profile)) {
      return Duration.between(now, before.allowedAgain()).plusMillis(999);
    }
    asked.put(profile.name(), new Asked(profile, now.plus(PAUSE)));
    return null;
  }

  private static JsonObject json(BoundProfile profile, Issued<?> issued) {
    return new JsonObject()
        .put("profile", profile.name())
        .put("accessKeyId", issued.credentials().accessKey().id())
        .put("expiresAt", issued.expiresAt().toString());
  }

  private HttpFailure failure(BoundProfile profile, Throwable cause) {
    if (cause instanceof CredentialException known) {
      HttpFailure failure =
          HttpFailure.from(profile.name(), known, broker.nextTry(profile), clock.instant());
      return failure.saying(held(profile));
    }
    return HttpFailure.of(500, "InternalFailure", "the broker failed inside");
  }

  /** What callers get all the same. */
  private String held(BoundProfile profile) {
    Instant until = broker.servedUntil(profile);
    return until == null ? "; nothing live is held" : "; what is held is served until " + until;
  }

  private void fail(RoutingContext context, HttpFailure failure) {
    errors.write(context.request(), failure);
  }

  private record Asked(Profile profile, Instant allowedAgain) {}
}
