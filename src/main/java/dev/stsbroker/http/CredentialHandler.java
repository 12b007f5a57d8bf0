package dev.stsbroker.http;

import dev.stsbroker.access.CallerGate;
import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.broker.Issued;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.broker.TooManySessionsException;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.parameter.ParameterException;
import dev.stsbroker.time.Timing;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers a request for credentials, the same way for every contract. */
public final class CredentialHandler {
  private final CredentialBroker<Bodies> broker;
  private final Timing timing;
  private final BrokerEvents events;
  private final ErrorWriter errors;
  private final Admission admission;
  private final Waiters waiters;

  /**
   * @param gate asked before anybody is answered with a profile's name or credentials
   * @param waiters where callers wait for STS
   */
  public CredentialHandler(
      CredentialBroker<Bodies> broker,
      CallerGate gate,
      Timing timing,
      BrokerEvents events,
      Waiters waiters) {
    this.broker = broker;
    this.timing = timing;
    this.events = events;
    this.errors = new ErrorWriter(timing.random());
    this.admission = new Admission(broker, gate);
    this.waiters = waiters;
  }

  /** Takes {@code request} for {@code contract}; one of the other methods is to end it. */
  public Exchange begin(HttpServerRequest request, String contract) {
    return new Exchange(request, contract, timing.scheduler().nanoTime());
  }

  /**
   * Answers with the credentials of a profile.
   *
   * @param profileName the profile asked for; null for the one that the caller's secret opens, or
   *     the default one
   * @param body which of the bodies the contract sends
   */
  public void credentials(
      Exchange exchange, @Nullable String profileName, Function<Bodies, Buffer> body) {
    Profile asked = found(exchange, profileName);
    Profile profile = asked == null ? null : bound(exchange, asked);
    if (profile == null) {
      return;
    }
    Issued<Bodies> live = broker.live(profile);
    if (live != null) {
      serve(exchange, profile, live, body);
    } else {
      wait(exchange, profile, body);
    }
  }

  private void wait(Exchange exchange, Profile profile, Function<Bodies, Buffer> body) {
    boolean waits =
        waiters.await(
            profile.name(),
            broker.issue(profile),
            exchange.request().response(),
            done -> {
              if (done.succeeded()) {
                serve(exchange, profile, done.result(), body);
              } else {
                reject(exchange, failure(profile, done.cause()));
              }
            });
    if (!waits) {
      reject(exchange, Waiters.tooMany("profile " + profile.name()));
    }
  }

  /** Answers with the name of a profile; null as in {@link #credentials}. */
  public void name(Exchange exchange, @Nullable String profileName) {
    Profile profile = found(exchange, profileName);
    if (profile != null && (emptyQuery(exchange) || bound(exchange, profile) != null)) {
      text(exchange, profile.name());
    }
  }

  /**
   * Whether the caller was refused for guessing: it presents a secret that is nobody's, as many did
   * in this second. For what a right secret is answered otherwise, without being needed.
   */
  public boolean refusesGuess(Exchange exchange) {
    HttpFailure refusal = admission.guess(exchange.request());
    if (refusal != null) {
      reject(exchange, refusal);
    }
    return refusal != null;
  }

  /**
   * Whether the caller was refused because the profile, null as in {@link #credentials}, has
   * secrets and it presents none of them. False where there is no such profile.
   */
  public boolean refusesCaller(Exchange exchange, @Nullable String profileName) {
    Profile profile = named(exchange, profileName);
    HttpFailure refusal = profile == null ? null : admission.refusal(exchange.request(), profile);
    if (refusal != null) {
      reject(exchange, refusal);
    }
    return refusal != null;
  }

  /** Answers with {@code text} and no more, not even an end of line. */
  public void text(Exchange exchange, String text) {
    Replies.text(exchange.request().response(), text);
    done(exchange);
  }

  /** Answers with {@code failure}. */
  public void reject(Exchange exchange, HttpFailure failure) {
    events.rejected(exchange.contract(), failure.code());
    errors.write(exchange.request(), failure);
    done(exchange);
  }

  /**
   * A key that goes with the secret the caller presents, the same after a restart; null if it
   * presents none, or none of ours.
   */
  public byte @Nullable [] key(Exchange exchange, String purpose) {
    return admission.key(exchange.request(), purpose);
  }

  /** Whether every prefetched profile holds a live credential. */
  boolean ready() {
    return broker.ready();
  }

  /** All profiles as requests name them, with the values they take; sorted. */
  List<String> listing() {
    return broker.profileNames().stream()
        .map(name -> shown(name) + (admission.guards(name) ? " (needs a secret)" : ""))
        .toList();
  }

  private String shown(String name) {
    Profile profile = broker.profile(name);
    String query =
        profile == null
            ? ""
            : profile.recipe().parameters().names().stream()
                .map(parameter -> parameter + "=<" + parameter + ">")
                .collect(Collectors.joining("&"));
    return query.isEmpty() ? name : name + "?" + query;
  }

  /** The profile asked for; null if there is none or it is not for this caller: refused then. */
  private @Nullable Profile found(Exchange exchange, @Nullable String profileName) {
    Profile profile = named(exchange, profileName);
    HttpFailure refusal =
        profile == null ? unknown(profileName) : admission.refusal(exchange.request(), profile);
    boolean mayTell = profileName == null && (profile == null || !admission.guards(profile.name()));
    HttpFailure guess = mayTell ? admission.guess(exchange.request()) : null;
    refusal = guess == null ? refusal : guess;
    if (refusal != null) {
      reject(exchange, refusal);
      return null;
    }
    return profile;
  }

  private @Nullable Profile named(Exchange exchange, @Nullable String profileName) {
    return profileName == null
        ? admission.unnamed(exchange.request())
        : broker.profile(profileName);
  }

  /** {@code profile} with the values of the query; null if it does not take them: refused then. */
  private @Nullable Profile bound(Exchange exchange, Profile profile) {
    if (emptyQuery(exchange) && !profile.takesParameters()) {
      return profile;
    }
    try {
      return broker.bind(profile, Query.values(exchange.request().query()));
    } catch (ParameterException e) {
      reject(exchange, HttpFailure.of(400, "InvalidParameter", e.sentence()));
    } catch (TooManySessionsException e) {
      reject(exchange, HttpFailure.from(e));
    }
    return null;
  }

  private static boolean emptyQuery(Exchange exchange) {
    String query = exchange.request().query();
    return query == null || query.isEmpty();
  }

  private void serve(
      Exchange exchange, Profile profile, Issued<Bodies> issued, Function<Bodies, Buffer> body) {
    if (exchange.request().response().closed()) {
      return;
    }
    Duration remaining = Duration.between(timing.clock().instant(), issued.expiresAt());
    events.served(profile.name(), exchange.contract(), remaining.toMillis() / 1000.0);
    Replies.json(exchange.request().response(), body.apply(issued.rendered()));
    done(exchange);
  }

  private void done(Exchange exchange) {
    events.answered(exchange.contract(), timing.scheduler().nanoTime() - exchange.startedAt());
  }

  private HttpFailure failure(Profile profile, Throwable cause) {
    if (cause instanceof CredentialException known) {
      return HttpFailure.from(
          profile.name(), known, broker.nextTry(profile), timing.clock().instant());
    }
    return HttpFailure.of(500, "InternalFailure", "the broker failed inside");
  }

  private HttpFailure unknown(@Nullable String profileName) {
    if (profileName == null) {
      return HttpFailure.of(
          404,
          "UnknownProfile",
          "there is no default profile (expected: a profile's name in the path)");
    }
    return HttpFailure.of(404, "UnknownProfile", "there is no profile of that name");
  }
}
