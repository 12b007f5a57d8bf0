package dev.stsbroker.http.contract;

import dev.stsbroker.access.Caller;
import dev.stsbroker.access.CallerGate;
import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.http.HttpFailure;
import dev.stsbroker.http.connection.Peers;
import dev.stsbroker.parameter.CallerValueException;
import dev.stsbroker.parameter.CallerValues;
import dev.stsbroker.secret.Secret;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the {@link dev.stsbroker.access.CallerGate} whether a request may have a profile, and turns
 * a refusal into an HTTP failure. The caller's secret is the header {@code Authorization}: as it
 * is, as AWS's clients send it, or after {@code Bearer}.
 */
final class Admission {
  private static final String SCHEME = "Bearer ";

  private final CredentialBroker<?> broker;
  private final CallerGate gate;

  Admission(CredentialBroker<?> broker, CallerGate gate) {
    this.broker = broker;
    this.gate = gate;
  }

  /** Why the caller may not have {@code profile}; null if it may. */
  @Nullable HttpFailure refusal(Caller caller, Profile profile) {
    return switch (gate.ask(profile.name(), caller)) {
      case ADMITTED -> null;
      case FOREIGN -> denied(profile, gate.refusal(caller, profile.name()));
      case SECRET_MISSING ->
          unauthorized(profile, "needs a secret (expected: /key/<secret>/... or Authorization)");
      case SECRET_WRONG ->
          unauthorized(profile, "wrong secret (expected: a line of the profile's secretFile)");
      case TOO_MANY_GUESSES -> tooManyGuesses("profile " + profile.name());
    };
  }

  /** Why the caller, whose secret is nobody's, may not go on guessing; null if it may. */
  @Nullable HttpFailure guess(Caller caller) {
    return gate.guessed(caller) ? tooManyGuesses("the caller") : null;
  }

  private static HttpFailure tooManyGuesses(String whose) {
    return new HttpFailure(
        429,
        "TooManyRequests",
        whose + ": wrong secret, as many others were in this second",
        Duration.ofSeconds(1));
  }

  /**
   * The profile of a caller that names none: the default one; but if its secret opens other
   * profiles and not that one, the one it opens; and if its user or groups keep it from that one,
   * the one that is for them. Null if that leaves none, or several.
   */
  @Nullable Profile unnamed(Caller caller) {
    Profile byDefault = broker.profile(null);
    List<String> opened = gate.opened(caller);
    if (opened.size() == 1 && (byDefault == null || !opened.contains(byDefault.name()))) {
      return broker.profile(opened.get(0));
    }
    if (byDefault != null && gate.lets(caller, byDefault.name())) {
      return byDefault;
    }
    List<String> reserved = gate.reserved(caller);
    return reserved.size() == 1 ? broker.profile(reserved.get(0)) : byDefault;
  }

  /** A key that goes with the caller's secret; null if it has none, or nobody's. */
  byte @Nullable [] key(Caller caller, String purpose) {
    return gate.key(caller, purpose);
  }

  /** As {@link CallerGate#changes}. */
  int changes() {
    return gate.changes();
  }

  /** Whether {@code profile} has secrets. */
  boolean guards(String profile) {
    return gate.guards(profile);
  }

  /** Who may have {@code profile}, for people, with a blank before it; empty for everybody. */
  String shown(String profile) {
    Profile known = broker.profile(profile);
    String whom = gate.reserves(profile);
    return (known != null && known.takesCaller() ? " (a session for each user)" : "")
        + (guards(profile) ? " (needs a secret)" : "")
        + (whom == null ? "" : " (for certain " + whom + ")");
  }

  /** Whether it has to be known who calls. */
  boolean wantsUsers() {
    return gate.wantsUsers();
  }

  /**
   * What {@code profile} wants to know of its caller; nothing, for most.
   *
   * @throws CallerValueException if that is not known
   */
  Map<String, String> values(Caller caller, Profile profile) {
    if (!profile.takesCaller()) {
      return Map.of();
    }
    Long uid = caller.peer().uid();
    String name = gate.userName(caller);
    if (uid == null || name == null) {
      throw new CallerValueException(
          "its sessions are named after callers, and who this one is cannot be known: "
              + caller.peer().unknown()
              + " (expected: a process of this machine, in the broker's network namespace)");
    }
    return Map.of(CallerValues.UID, uid.toString(), CallerValues.USER, name);
  }

  /** The answer to a caller that {@code profile} has no session for. */
  static HttpFailure denied(Profile profile, CallerValueException why) {
    return denied(profile, why.sentence());
  }

  /** Who sent {@code request}; its user only if the kernel was asked. */
  Caller caller(HttpServerRequest request) {
    return new Caller(secret(request), Peers.of(request.connection()));
  }

  /** What the caller proves itself by; null for nothing, or for more than one thing. */
  private static @Nullable Secret secret(HttpServerRequest request) {
    if (!request.headers().contains(HttpHeaders.AUTHORIZATION)) {
      return null;
    }
    List<String> sent = request.headers().getAll(HttpHeaders.AUTHORIZATION);
    if (sent.size() != 1) {
      return null;
    }
    String value = sent.get(0).strip();
    boolean schemed = value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    String secret = schemed ? value.substring(SCHEME.length()).strip() : value;
    return secret.isEmpty() ? null : Secret.of(secret);
  }

  private static HttpFailure denied(Profile profile, @Nullable String why) {
    return HttpFailure.of(403, "CallerDenied", "profile " + profile.name() + ": " + why);
  }

  private static HttpFailure unauthorized(Profile profile, String what) {
    return HttpFailure.of(401, "InvalidSecret", "profile " + profile.name() + ": " + what);
  }

  /** All profiles as requests name them, with the values they take; sorted. */
  List<String> listing() {
    return broker.profileNames().stream().map(name -> query(name) + shown(name)).toList();
  }

  private String query(String name) {
    Profile profile = broker.profile(name);
    String query =
        profile == null
            ? ""
            : profile.recipe().parameters().names().stream()
                .map(parameter -> parameter + "=<" + parameter + ">")
                .collect(Collectors.joining("&"));
    return query.isEmpty() ? name : name + "?" + query;
  }

  /** The answer to a caller that asks for {@code profileName}, or for the default one by null. */
  static HttpFailure unknown(@Nullable String profileName) {
    if (profileName == null) {
      return HttpFailure.of(
          404,
          "UnknownProfile",
          "there is no default profile (expected: a profile's name in the path)");
    }
    return HttpFailure.of(404, "UnknownProfile", "there is no profile of that name");
  }
}
