package dev.stsbroker.app;

import dev.stsbroker.app.Outage.Effect;
import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.TestingBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All of them. */
final class Outages {
  /** How long a throttling STS asks to wait. */
  static final int ASKED_SECONDS = 120;

  private static final AccessKey WRONG_SECRET =
      new AccessKey(TestingBroker.KEY.id(), Secret.of("another-secret"), null);

  private Outages() {}

  static Stream<Outage> all() {
    List<Outage> all = new ArrayList<>();
    all.addAll(answers());
    all.addAll(connections());
    all.addAll(bodies());
    all.addAll(lives());
    all.addAll(refusals());
    return all.stream();
  }

  private static List<Outage> answers() {
    return List.of(
        unavailable("throttled", Fault.throttle()),
        Outage.of(
            "throttled, Retry-After " + ASKED_SECONDS,
            Effect.ASKED_TO_WAIT,
            Fault.throttle(Duration.ofSeconds(ASKED_SECONDS))),
        unavailable("500 InternalError", Fault.internalError()),
        unavailable("503 ServiceUnavailable", Fault.unavailable()),
        unavailable("502 with an HTML page", Fault.badGateway()));
  }

  private static List<Outage> connections() {
    return List.of(
        new Outage(
            "connection refused",
            Effect.UNAVAILABLE,
            broker -> TestingBroker.await(broker.sandbox().close()),
            broker -> TestingBroker.await(broker.sandbox().start()),
            false),
        unavailable("reset", Fault.reset()),
        unavailable("reset mid-body", Fault.resetMidBody()),
        Outage.slow("hang", Fault.hang()),
        Outage.slow("drip, slower than the deadline", Fault.drip(Duration.ofMillis(20))));
  }

  private static List<Outage> bodies() {
    return List.of(
        unavailable("no JSON", Fault.garbage()),
        unavailable("empty 200", Fault.emptyBody()),
        unavailable("no Credentials", Fault.missingField("Credentials")),
        unavailable("no AccessKeyId", Fault.missingField("AccessKeyId")),
        unavailable("no AccessKeySecret", Fault.missingField("AccessKeySecret")),
        unavailable("no SecurityToken", Fault.missingField("SecurityToken")),
        unavailable("no Expiration", Fault.missingField("Expiration")),
        unavailable("empty Expiration", Fault.expiration("")),
        unavailable("Expiration no time", Fault.expiration("tomorrow")));
  }

  private static List<Outage> lives() {
    return List.of(
        unavailable("Expiration in the past", Fault.lifetime(Duration.ofMinutes(-5))),
        unavailable("life of 45 s", Fault.lifetime(Duration.ofSeconds(45))),
        served("life of 10 min", Fault.lifetime(Duration.ofMinutes(10))),
        served("life of 3 h", Fault.lifetime(Duration.ofHours(3))),
        served("STS's clock 5 min ahead", Fault.skew(Duration.ofMinutes(5))),
        served("STS's clock 5 min behind", Fault.skew(Duration.ofMinutes(-5))));
  }

  private static List<Outage> refusals() {
    return List.of(
        refusal(403, "NoPermission", Effect.REFUSED),
        new Outage(
            "role deleted (EntityNotExist.Role)",
            Effect.REFUSED,
            broker -> broker.sandbox().cloud().removeRole(TestingBroker.ROLE),
            broker ->
                broker.sandbox().cloud().putRole(TestingBroker.ACCOUNT, TestingBroker.adminRole()),
            false),
        refusal(404, "InvalidAccessKeyId.NotFound", Effect.IDENTITY_BROKEN),
        new Outage(
            "key disabled (InvalidAccessKeyId.Inactive)",
            Effect.IDENTITY_BROKEN,
            broker -> broker.sandbox().cloud().disableKey(TestingBroker.KEY.id()),
            broker -> broker.sandbox().cloud().enableKey(TestingBroker.KEY.id()),
            false),
        new Outage(
            "wrong secret (SignatureDoesNotMatch)",
            Effect.IDENTITY_BROKEN,
            broker -> key(broker, WRONG_SECRET),
            broker -> key(broker, TestingBroker.KEY),
            false));
  }

  private static void key(TestingBroker broker, AccessKey key) {
    broker.sandbox().cloud().addKey(TestingBroker.ACCOUNT, "sts-broker", key);
  }

  private static Outage refusal(int status, String code, Effect effect) {
    return Outage.of(code, effect, Fault.refuse(status, code, "You may not.", null));
  }

  private static Outage unavailable(String name, Fault fault) {
    return Outage.of(name, Effect.UNAVAILABLE, fault);
  }

  private static Outage served(String name, Fault fault) {
    return Outage.of(name, Effect.SERVED, fault);
  }
}
