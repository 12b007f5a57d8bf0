package dev.stsbroker.check;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.broker.Recipe;
import dev.stsbroker.check.Finding.Outcome;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureCode;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.parameter.CallerValueException;
import dev.stsbroker.parameter.ParameterException;
import dev.stsbroker.parameter.Parameters;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.source.Identity;
import dev.stsbroker.source.KeyedIdentity;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.sts.CallerIdentity;
import dev.stsbroker.sts.SessionRequest;
import dev.stsbroker.sts.StsGateway;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries every identity and then every profile of a configuration, one after the other, profiles
 * that others are assumed from first. Use an instance once, on one event loop.
 */
public final class OnlineChecker {
  /** STS counts from its own clock and answers take time. */
  private static final Duration TOLERANCE = Duration.ofSeconds(30);

  private final BrokerConfig config;
  private final Function<SourceSettings, Identity> identities;
  private final StsGateway sts;
  private final Map<String, String> values;
  private final Consumer<Finding> told;
  private final Consumer<String> starts;
  private final Remedy remedy;
  private final Map<String, Signer> signers = new HashMap<>();

  /**
   * Somebody who assumes roles.
   *
   * @param caller who that is
   * @param policy that of the session, if it is one; null for none
   */
  private record Signer(Identity identity, CallerIdentity caller, @Nullable SessionPolicy policy) {}

  /**
   * @param identities makes the identity of some settings
   * @param sts what roles are assumed at
   * @param values of parameters, for all profiles that have some
   * @param told hears of each finding as it is made
   * @param starts hears what is tried next
   */
  public OnlineChecker(
      BrokerConfig config,
      Function<SourceSettings, Identity> identities,
      StsGateway sts,
      Map<String, String> values,
      Consumer<Finding> told,
      Consumer<String> starts) {
    this.config = config;
    this.identities = identities;
    this.sts = sts;
    this.values = values;
    this.told = told;
    this.starts = starts;
    this.remedy = new Remedy(config.sts().shown());
  }

  /** Tries all identities and profiles; never fails. */
  public Future<Void> run() {
    Future<Void> done = Future.succeededFuture();
    for (SourceSettings identity : config.identities()) {
      done = done.compose(before -> identity(identity));
    }
    for (Profile profile : inOrder()) {
      done = done.compose(before -> profile(profile));
    }
    return done;
  }

  /** Every base before what is assumed from it; there are no circles in a configuration. */
  private List<Profile> inOrder() {
    List<Profile> order = new ArrayList<>();
    List<Profile> left = new ArrayList<>(config.profiles());
    while (!left.isEmpty()) {
      List<Profile> next =
          left.stream()
              .filter(one -> left.stream().noneMatch(base -> base.name().equals(one.base())))
              .toList();
      order.addAll(next);
      left.removeAll(next);
    }
    return order;
  }

  private Future<Void> identity(SourceSettings settings) {
    String subject = "identity " + settings.name();
    starts.accept(subject);
    Identity identity = identities.apply(settings);
    return identity
        .caller()
        .recover(cause -> clockMended(cause) ? identity.caller() : Future.failedFuture(cause))
        .transform(
            caller -> {
              if (caller.succeeded()) {
                signers.put(settings.name(), new Signer(identity, caller.result(), null));
                tell(Outcome.OK, subject, shown(caller.result()));
              } else {
                CredentialException failure = CredentialException.of(caller.cause());
                tell(subject, sentence(failure), remedy.of(failure));
              }
              return Future.succeededFuture();
            });
  }

  /** A refused time stamp comes with the right one, so the next signature has it. */
  private static boolean clockMended(Throwable cause) {
    return cause instanceof CredentialException failure
        && failure.known() == FailureCode.INVALID_TIME_STAMP;
  }

  private static String shown(CallerIdentity caller) {
    return caller.arn() + " (" + caller.type() + " of account " + caller.accountId() + ")";
  }

  private Future<Void> profile(Profile profile) {
    String subject = "profile " + profile.name();
    Signer signer = signers.get(profile.identity());
    if (signer == null) {
      String base = profile.base();
      String who = base == null ? "identity " + profile.identity() : "profile " + base;
      return tell(Outcome.UNCHECKED, subject, who + " does not work or was not checked");
    }
    Map<String, String> filled = new HashMap<>(values);
    Parameters wanted = profile.recipe().parameters().with(profile.recipe().caller());
    filled.keySet().retainAll(wanted.patterns().keySet());
    if (filled.size() < wanted.patterns().size()) {
      return tell(
          Outcome.UNCHECKED,
          subject,
          "no values for its parameters (expected: --param "
              + String.join("=... --param ", wanted.names())
              + "=...)");
    }
    try {
      Recipe.Fixed recipe = profile.recipe().fill(filled);
      starts.accept(subject);
      return assume(profile, recipe.request(), signer);
    } catch (ParameterException e) {
      return tell(Outcome.FAILED, subject, e.sentence());
    } catch (CallerValueException e) {
      return tell(Outcome.FAILED, subject, e.sentence());
    }
  }

  private Future<Void> assume(Profile profile, SessionRequest request, Signer signer) {
    String subject = "profile " + profile.name();
    return signer
        .identity()
        .assume(request)
        .transform(
            session -> {
              if (session.succeeded()) {
                works(profile, request, session.result());
              } else {
                CredentialException failure = CredentialException.of(session.cause());
                var attempt =
                    new Remedy.Attempt(
                        request, signer.caller(), signer.policy(), federated(profile, request));
                tell(subject, sentence(failure), remedy.of(attempt, failure));
              }
              return Future.succeededFuture();
            });
  }

  private void works(Profile profile, SessionRequest request, SessionCredentials session) {
    String name = Profile.via(profile.name());
    AccessKey key = session.accessKey();
    Identity next =
        new KeyedIdentity(name, () -> Future.succeededFuture(key), sts, BrokerEvents.NONE);
    String arn = request.role().value().replace(":role/", ":assumed-role/");
    String account = request.role().accountId();
    CallerIdentity caller =
        new CallerIdentity(account, arn + "/" + request.sessionName(), "AssumedRoleUser");
    signers.put(name, new Signer(next, caller, request.policy()));
    Duration life = Duration.between(session.issuedAt(), session.expiresAt());
    String subject = "profile " + profile.name();
    String what = request.role() + " for " + minutes(life) + " min, " + policy(request);
    if (request.duration().minus(life).compareTo(TOLERANCE) > 0) {
      told.accept(
          new Finding(
              Outcome.WARNING,
              subject,
              what + ", where %d min are asked for".formatted(request.duration().toMinutes()),
              List.of(
                  "STS gives so much at most to a caller that is a session itself: set the"
                      + " duration lower, or use an identity with a key of its own.")));
    } else {
      tell(Outcome.OK, subject, what);
    }
  }

  /** To the nearest: what is left of an hour when its answer is here is not 59 min to people. */
  private static long minutes(Duration life) {
    return life.plusSeconds(30).toMinutes();
  }

  private static String policy(SessionRequest request) {
    return request.policy() == null
        ? "the whole role"
        : "session policy of " + request.policy().sizeInBytes() + " bytes";
  }

  private SourceSettings.@Nullable Oidc federated(Profile profile, SessionRequest request) {
    for (SourceSettings identity : config.identities()) {
      if (identity instanceof SourceSettings.Oidc oidc
          && oidc.name().equals(profile.identity())
          && oidc.role().equals(request.role())) {
        return oidc;
      }
    }
    return null;
  }

  private static String sentence(CredentialException failure) {
    String request = failure.requestId() == null ? "" : " (request " + failure.requestId() + ")";
    return failure.sentence() + request;
  }

  private Future<Void> tell(Outcome outcome, String subject, String sentence) {
    told.accept(Finding.of(outcome, subject, sentence));
    return Future.succeededFuture();
  }

  private void tell(String subject, String sentence, List<String> advice) {
    told.accept(new Finding(Outcome.FAILED, subject, sentence, advice));
  }
}
