package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureCode;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.credential.IdentityState;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.sts.CallerIdentity;
import dev.stsbroker.sts.SessionRequest;
import dev.stsbroker.sts.StsGateway;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An identity that signs with an access key.
 *
 * <p>It is not documented whether STS limits sessions that another session asks for; AWS does, to
 * one hour. If STS refuses the duration to such a caller, it is asked once more, for one hour: a
 * shorter session is better than none.
 */
public final class KeyedIdentity implements Identity {
  private static final Duration CAP = Duration.ofHours(1);

  private final String name;
  private final IdentitySource source;
  private final StsGateway sts;
  private final BrokerEvents events;
  private final IdentityHealth health;

  /**
   * @param name as events call it
   * @param source of the key, asked at every use
   * @param events told of a duration that was cut
   */
  public KeyedIdentity(String name, IdentitySource source, StsGateway sts, BrokerEvents events) {
    this(name, source, sts, events, IdentityHealth.unwatched(name));
  }

  KeyedIdentity(
      String name,
      IdentitySource source,
      StsGateway sts,
      BrokerEvents events,
      IdentityHealth health) {
    this.health = health;
    this.name = name;
    this.source = source;
    this.sts = sts;
    this.events = events;
  }

  @Override
  public Future<SessionCredentials> assume(SessionRequest request) {
    return key().compose(key -> assumeByTheLatest(key, request));
  }

  @Override
  public Future<CallerIdentity> caller() {
    return key()
        .compose(key -> heeding(key, sts.callerIdentity(key)))
        .onSuccess(caller -> events.identityProved(name, caller.accountId()));
  }

  @Override
  public Future<Void> look() {
    return key()
        .compose(
            key -> {
              CredentialException why = source.trouble();
              return why != null && Mending.passing(why)
                  ? Future.failedFuture(why)
                  : Future.succeededFuture();
            });
  }

  @Override
  public void follow(Identity before) {
    if (before instanceof KeyedIdentity same) {
      health.follow(same.health);
    }
  }

  @Override
  public @Nullable AccessKey held() {
    return source.held();
  }

  @Override
  public IdentityState state() {
    return health.state();
  }

  private Future<AccessKey> key() {
    return source
        .current()
        .map(
            key -> {
              health.read(source.trouble());
              return key;
            })
        .onFailure(health::unread);
  }

  /** Once more where another key took the place of {@code key} while the call was under way. */
  private Future<SessionCredentials> assumeByTheLatest(AccessKey key, SessionRequest request) {
    return heeding(key, assume(key, request))
        .compose(
            session ->
                source.superseded(key)
                    ? key().compose(next -> heeding(next, assume(next, request)))
                    : Future.succeededFuture(session));
  }

  private Future<SessionCredentials> assume(AccessKey key, SessionRequest request) {
    return sts.assumeRole(key, request)
        .recover(
            cause ->
                mayBeCap(key, request, cause)
                    ? assumeForAnHour(key, request)
                    : Future.failedFuture(cause));
  }

  private Future<SessionCredentials> assumeForAnHour(AccessKey key, SessionRequest request) {
    return sts.assumeRole(key, request.lasting(CAP))
        .onSuccess(
            shorter -> events.durationCut(name, request.role().value(), request.duration(), CAP));
  }

  private static boolean mayBeCap(AccessKey key, SessionRequest request, Throwable cause) {
    return key.securityToken() != null
        && request.duration().compareTo(CAP) > 0
        && cause instanceof CredentialException failure
        && failure.known() == FailureCode.INVALID_DURATION;
  }

  private <T> Future<T> heeding(AccessKey key, Future<T> call) {
    return call.transform(
        done -> {
          // The outcome of a key that was replaced meanwhile says nothing about the new key.
          boolean inUse = !source.superseded(key);
          if (done.succeeded()) {
            if (inUse) {
              health.proved();
            }
            return Future.succeededFuture(done.result());
          }
          Throwable cause = done.cause();
          if (inUse) {
            health.failed(cause);
          }
          if (cause instanceof CredentialException failure
              && failure.kind() == FailureKind.IDENTITY_BROKEN) {
            source.rejected(key);
          }
          return Future.failedFuture(cause);
        });
  }
}
