package dev.stsbroker.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.sts.CallerIdentity;
import dev.stsbroker.sts.OidcToken;
import dev.stsbroker.sts.SessionRequest;
import dev.stsbroker.sts.StsGateway;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A new key is news to all sessions of its identity, whoever has read it first, and once. */
class LastGoodKeyTest {
  private static final SessionRequest REQUEST =
      TestingIdentities.request("job", Duration.ofHours(1));

  private final List<String> news = new ArrayList<>();
  private final SlowSts sts = new SlowSts();
  private AccessKey inFile = key("old");
  private final LastGoodKey source =
      new LastGoodKey(
          "main",
          () -> Future.succeededFuture(inFile),
          accepted -> Future.succeededFuture(),
          new LastGoodKey.Told(BrokerEvents.NONE, () -> news.add(inFile.id())));
  private final KeyedIdentity identity = new KeyedIdentity("main", source, sts, BrokerEvents.NONE);

  @Test
  void newKey_isToldOnce_whoeverReadsItFirst() {
    assertThat(identity.look().succeeded()).isTrue();
    assertThat(news).as("the first key is no news").isEmpty();
    inFile = key("new");
    identity.assume(REQUEST);
    assertThat(news).containsExactly("new");
    identity.look();
    identity.assume(REQUEST);
    identity.caller();
    assertThat(news).containsExactly("new");
  }

  @Test
  void newSecretOfTheSameId_isAnotherKey() {
    identity.look();
    inFile = new AccessKey("old", Secret.of("another"), null);
    identity.caller();
    assertThat(news).hasSize(1);
  }

  @Test
  void newKey_isTold_whenStsHasTakenTheOldOneForBrokenBefore() {
    identity.look();
    source.rejected(inFile);
    identity.look();
    assertThat(news).as("the same key, read again").isEmpty();
    source.rejected(inFile);
    inFile = key("new");
    identity.assume(REQUEST);
    assertThat(news).containsExactly("new");
  }

  @Test
  void callUnderWay_isMadeAgainByTheNewKey_whenAnotherHasReadIt() {
    Future<SessionCredentials> underWay = identity.assume(REQUEST);
    inFile = key("new");
    identity.look();
    sts.answer();
    assertThat(underWay.isComplete()).isFalse();
    sts.answer();
    assertThat(underWay.result().accessKey().id()).isEqualTo("STS.of-new");
    assertThat(sts.calls).isEmpty();
  }

  private static AccessKey key(String id) {
    return new AccessKey(id, Secret.of("secret-of-" + id), null);
  }

  /** Answers when told to, the oldest call first. */
  private static final class SlowSts implements StsGateway {
    private final List<Runnable> calls = new ArrayList<>();

    void answer() {
      calls.remove(0).run();
    }

    @Override
    public Future<SessionCredentials> assumeRole(AccessKey signer, SessionRequest request) {
      Promise<SessionCredentials> promise = Promise.promise();
      AccessKey session =
          new AccessKey("STS.of-" + signer.id(), Secret.of("secret"), Secret.of("token"));
      Instant now = TestingIdentities.START;
      calls.add(
          () ->
              promise.complete(
                  new SessionCredentials(session, now, now.plus(request.duration()), "request")));
      return promise.future();
    }

    @Override
    public Future<SessionCredentials> assumeRoleWithOidc(OidcToken token, SessionRequest request) {
      throw new AssertionError("nobody has a token");
    }

    @Override
    public Future<CallerIdentity> callerIdentity(AccessKey signer) {
      return Future.succeededFuture(new CallerIdentity("1", signer.id(), "RAMUser"));
    }
  }
}
