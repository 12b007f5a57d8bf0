package dev.stsbroker.source;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureCode;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.credential.IdentityState;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.source.key.SourceSettings.Oidc;
import dev.stsbroker.sts.CallerIdentity;
import dev.stsbroker.sts.OidcToken;
import dev.stsbroker.sts.SessionRequest;
import dev.stsbroker.sts.StsGateway;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * An identity that assumes roles by an OIDC token. The role that trusts the token's issuer is
 * assumed with the token; any other from a session of that role.
 */
final class OidcIdentity implements Identity {
  private final Oidc identity;
  private final Supplier<Future<OidcToken>> token;
  private final StsGateway sts;
  private final Identity fromRole;
  private final IdentityHealth health;

  /**
   * @param token reads the token as it stands now, and tells {@code health} of it
   * @param fromRole assumes roles from a session of {@code identity}'s own
   */
  OidcIdentity(
      Oidc identity,
      Supplier<Future<OidcToken>> token,
      StsGateway sts,
      Identity fromRole,
      IdentityHealth health) {
    this.health = health;
    this.identity = identity;
    this.token = token;
    this.sts = sts;
    this.fromRole = fromRole;
  }

  /** A session of the identity's own role, to assume others from. */
  static Future<SessionCredentials> ownSession(
      Oidc identity, Supplier<Future<OidcToken>> token, StsGateway sts) {
    SessionRequest request =
        new SessionRequest(
            identity.role(), identity.sessionName(), Duration.ofHours(1), null, null, null);
    return token.get().compose(read -> sts.assumeRoleWithOidc(read, request));
  }

  @Override
  public Future<SessionCredentials> assume(SessionRequest request) {
    if (!request.role().equals(identity.role())) {
      return telling(fromRole.assume(request));
    }
    if (request.externalId() != null || request.sourceIdentity() != null) {
      return Future.failedFuture(unsendable());
    }
    return telling(token.get().compose(read -> sts.assumeRoleWithOidc(read, request)));
  }

  /** Reads the token, which says whether there is one and no more: STS is not asked. */
  @Override
  public Future<Void> look() {
    return token.get().mapEmpty();
  }

  @Override
  public void follow(Identity before) {
    if (before instanceof OidcIdentity same) {
      health.follow(same.health);
    }
  }

  @Override
  public IdentityState state() {
    return health.state();
  }

  @Override
  public Future<CallerIdentity> caller() {
    return telling(fromRole.caller());
  }

  private <T> Future<T> telling(Future<T> call) {
    return call.onSuccess(done -> health.proved()).onFailure(health::failed);
  }

  private CredentialException unsendable() {
    return CredentialException.of(
            FailureKind.REFUSED,
            FailureCode.INVALID_PARAMETER,
            "an OIDC token cannot bring an externalId or sourceIdentity along (expected: neither of"
                + " them, or a role other than the token's)")
        .ofIdentity(identity.name());
  }
}
