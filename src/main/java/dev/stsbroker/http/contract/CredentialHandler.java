package dev.stsbroker.http.contract;

import dev.stsbroker.access.Caller;
import dev.stsbroker.access.CallerGate;
import dev.stsbroker.broker.BoundProfile;
import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.broker.Issued;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.broker.TooManySessionsException;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.event.BrokerEvents.Refusal;
import dev.stsbroker.event.CallerFacts;
import dev.stsbroker.http.ErrorWriter;
import dev.stsbroker.http.HttpFailure;
import dev.stsbroker.http.Query;
import dev.stsbroker.http.Replies;
import dev.stsbroker.http.Waiters;
import dev.stsbroker.http.connection.Repeats;
import dev.stsbroker.parameter.CallerValueException;
import dev.stsbroker.parameter.ParameterException;
import dev.stsbroker.time.Timing;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers a request for credentials, the same way for every contract. */
public final class CredentialHandler {
  private final CredentialBroker<Bodies> broker;
  private final Timing timing;
  private final BrokerEvents events;
  private final ErrorWriter errors;
  private final Admission admission;
  private final Waiters waiters;
  private final CallerBounds bounds;

  /**
   * @param gate asked before anybody is answered with a profile's name or credentials
   * @param waiters where callers wait for STS
   * @param bounds on what one caller may cost
   */
  public CredentialHandler(
      CredentialBroker<Bodies> broker,
      CallerGate gate,
      Timing timing,
      BrokerEvents events,
      Waiters waiters,
      CallerBounds bounds) {
    this.broker = broker;
    this.timing = timing;
    this.events = events;
    this.errors = new ErrorWriter(timing.random());
    this.admission = new Admission(broker, gate);
    this.waiters = waiters;
    this.bounds = bounds;
  }

  /** Takes {@code request} for {@code contract}; one of the other methods is to end it. */
  Exchange begin(HttpServerRequest request, String contract) {
    return new Exchange(
        request, contract, admission.caller(request), timing.scheduler().nanoTime());
  }

  /**
   * Answers with the credentials of a profile: finds it, decides whether the caller may have it,
   * fills in the values of the query, and writes what is held or waits for STS.
   *
   * @param name the profile asked for; null for the one that the caller's secret opens, or the
   *     default one
   * @param body which of the bodies the contract sends
   */
  void credentials(
      Exchange exchange,
      @Nullable String name,
      Condition condition,
      Function<Bodies, Buffer> body) {
    Profile profile = admitted(exchange, name, condition);
    BoundProfile bound = profile == null ? null : bound(exchange, profile);
    if (bound == null) {
      return;
    }
    Issued<Bodies> live = broker.live(bound);
    if (live == null) {
      wait(exchange, bound, body);
      return;
    }
    // A secret that was judged without need may have been a guess, each of which counts.
    boolean named = name != null || admission.guards(bound.name());
    boolean lasts = condition.lasts() && (named || !exchange.caller().presents());
    if (lasts && !bounds.countsReads() && Replies.staysOpen(exchange.request().response())) {
      Repeats.remember(
          exchange.request().connection(), new HeldAnswer(this, exchange, bound, live));
    }
    serve(exchange, live, body);
  }

  /** Answers with the name of a profile; null as in {@link #credentials}. */
  void name(Exchange exchange, @Nullable String name, Condition condition) {
    Profile profile = admitted(exchange, name, condition);
    if (profile != null && (emptyQuery(exchange) || bound(exchange, profile) != null)) {
      text(exchange, profile.name());
    }
  }

  /** Answers with what {@code text} makes for the caller, which needs no profile's secret. */
  void text(Exchange exchange, Function<Caller, String> text) {
    HttpFailure guess = admission.guess(exchange.caller());
    if (guess != null) {
      reject(exchange, null, guess);
    } else {
      text(exchange, text.apply(exchange.caller()));
    }
  }

  /** Answers with {@code failure}, unless {@code condition} has another. */
  void refuse(Exchange exchange, Condition condition, HttpFailure failure) {
    HttpFailure first = refusal(exchange.caller(), null, condition, condition.judgesSecret());
    reject(exchange, null, first == null ? failure : first);
  }

  private void wait(Exchange exchange, BoundProfile profile, Function<Bodies, Buffer> body) {
    bounds.costly(exchange.caller());
    boolean waits =
        waiters.await(
            new Waiters.Place(profile.name(), exchange.caller().peer().account()),
            broker.issue(profile, exchange.caller().facts()),
            exchange.request().response(),
            done -> {
              if (done.succeeded()) {
                serve(exchange, done.result(), body);
              } else {
                reject(exchange, profile.profile(), failure(profile, done.cause()));
              }
            });
    if (!waits) {
      reject(exchange, profile.profile(), Waiters.tooMany("profile " + profile.name()));
    }
  }

  /** Text and no more, not even an end of line. */
  private void text(Exchange exchange, String text) {
    Replies.text(exchange.request().response(), text);
    done(exchange);
  }

  private void reject(Exchange exchange, @Nullable Profile profile, HttpFailure why) {
    HttpFailure failure = bounds.refused(exchange.caller(), why);
    String name = profile == null ? null : profile.name();
    CallerFacts caller = exchange.caller().facts();
    events.rejected(new Refusal(exchange.contract(), failure.code(), name, caller));
    errors.write(exchange.request(), failure);
    done(exchange);
  }

  /**
   * A key that goes with the secret the caller presents, the same after a restart; null if it
   * presents none, or none of ours.
   */
  byte @Nullable [] key(Caller caller, String purpose) {
    return admission.key(caller, purpose);
  }

  /** Whether it has to be known who calls, before a request is taken. */
  boolean wantsUsers() {
    return admission.wantsUsers() || bounds.wantsUsers();
  }

  CallerBounds bounds() {
    return bounds;
  }

  /** Whether every prefetched profile holds a live credential. */
  boolean ready() {
    return broker.ready();
  }

  /** All profiles as requests name them, with the values they take; sorted. */
  List<String> listing() {
    return admission.listing();
  }

  /** The profile asked for; null if there is none or it is not for this caller: refused then. */
  private @Nullable Profile admitted(
      Exchange exchange, @Nullable String name, Condition condition) {
    Caller caller = exchange.caller();
    Profile profile = name == null ? admission.unnamed(caller) : broker.profile(name);
    boolean chosen = name == null && (profile == null || !admission.guards(profile.name()));
    HttpFailure refusal = refusal(caller, profile, condition, chosen || condition.judgesSecret());
    if (refusal == null && profile == null) {
      refusal = Admission.unknown(name);
    }
    if (refusal != null) {
      reject(exchange, profile, refusal);
      return null;
    }
    return profile;
  }

  /**
   * The profile's secrets come first: with one of them no condition has to hold, and without it
   * none helps.
   *
   * @param judged whether the answer says something about the caller's secret by itself
   */
  private @Nullable HttpFailure refusal(
      Caller caller, @Nullable Profile profile, Condition condition, boolean judged) {
    HttpFailure refusal = profile == null ? null : admission.refusal(caller, profile);
    if (refusal == null && judged) {
      refusal = admission.guess(caller);
    }
    return refusal == null ? condition.refusal().apply(caller) : refusal;
  }

  /**
   * {@code profile} with the values of the query and of the caller; null if it does not take them:
   * refused then.
   */
  private @Nullable BoundProfile bound(Exchange exchange, Profile profile) {
    try {
      return broker.bind(
          profile,
          Query.values(exchange.request().query()),
          admission.values(exchange.caller(), profile),
          exchange.caller().peer().account());
    } catch (CallerValueException e) {
      reject(exchange, profile, Admission.denied(profile, e));
    } catch (ParameterException e) {
      reject(exchange, profile, HttpFailure.of(400, "InvalidParameter", e.sentence()));
    } catch (TooManySessionsException e) {
      reject(exchange, profile, HttpFailure.from(e));
    }
    return null;
  }

  private static boolean emptyQuery(Exchange exchange) {
    String query = exchange.request().query();
    return query == null || query.isEmpty();
  }

  private void serve(Exchange exchange, Issued<Bodies> issued, Function<Bodies, Buffer> body) {
    if (exchange.request().response().closed()) {
      return;
    }
    told(issued, exchange.contract(), exchange.caller().facts());
    Replies.json(exchange.request().response(), body.apply(issued.rendered()));
    done(exchange);
  }

  private void told(Issued<Bodies> issued, String contract, CallerFacts caller) {
    Duration remaining = Duration.between(timing.clock().instant(), issued.expiresAt());
    events.served(issued.facts(), contract, remaining.toMillis() / 1000.0, caller);
  }

  /** A number that is another one whenever profiles or those who may have them are configured. */
  long changes() {
    return (long) broker.changes() << 32 | admission.changes();
  }

  /** Counts one more answer with {@code issued}, unless another session is to be served now. */
  @SuppressWarnings("ReferenceEquality") // A session is issued once.
  boolean servesAgain(
      BoundProfile profile, Issued<Bodies> issued, String contract, CallerFacts caller) {
    long startedAt = timing.scheduler().nanoTime();
    if (broker.live(profile) != issued) {
      return false;
    }
    told(issued, contract, caller);
    events.answered(contract, timing.scheduler().nanoTime() - startedAt);
    return true;
  }

  private void done(Exchange exchange) {
    events.answered(exchange.contract(), timing.scheduler().nanoTime() - exchange.startedAt());
  }

  private HttpFailure failure(BoundProfile profile, Throwable cause) {
    if (cause instanceof CredentialException known) {
      return HttpFailure.from(
          profile.name(), known, broker.nextTry(profile), timing.clock().instant());
    }
    return HttpFailure.of(500, "InternalFailure", "the broker failed inside");
  }

  /**
   * A request of one contract on its way to its answer; made by {@link #begin}.
   *
   * @param request what was asked
   * @param contract the contract's name
   * @param caller who asks
   * @param startedAt nanoseconds of the scheduler
   */
  record Exchange(HttpServerRequest request, String contract, Caller caller, long startedAt) {}
}
