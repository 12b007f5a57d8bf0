package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.sts.CallerIdentity;
import dev.stsbroker.sts.OidcToken;
import dev.stsbroker.sts.SessionRequest;
import dev.stsbroker.sts.StsGateway;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An STS that gives whatever it is asked for, and remembers with what. */
final class RecordingSts implements StsGateway {
  private final InstantSource clock;
  private final List<String> calls = new ArrayList<>();
  private final Deque<CredentialException> refusals = new ArrayDeque<>();
  private @Nullable AccessKey lastSigner;
  private Duration cap = Duration.ofHours(12);

  RecordingSts(InstantSource clock) {
    this.clock = clock;
  }

  /** The next call fails so. */
  void refuse(String code, FailureKind kind) {
    refusals.add(CredentialException.of(kind, code, "AssumeRole: " + code));
  }

  /** No session is longer. */
  void cap(Duration longest) {
    cap = longest;
  }

  /** Each call: what signed, a colon, and the role's name with the session's minutes. */
  List<String> calls() {
    return calls;
  }

  AccessKey lastSigner() {
    if (lastSigner == null) {
      throw new AssertionError("nothing was signed");
    }
    return lastSigner;
  }

  @Override
  public Future<SessionCredentials> assumeRole(AccessKey signer, SessionRequest request) {
    lastSigner = signer;
    return answer(signer.id(), request);
  }

  @Override
  public Future<SessionCredentials> assumeRoleWithOidc(OidcToken token, SessionRequest request) {
    return answer(token.token().reveal(), request);
  }

  @Override
  public Future<CallerIdentity> callerIdentity(AccessKey signer) {
    return Future.succeededFuture(new CallerIdentity("1", signer.id(), "RAMUser"));
  }

  private Future<SessionCredentials> answer(String signer, SessionRequest request) {
    long minutes = request.duration().toMinutes();
    calls.add(signer + ": " + request.role().roleName() + " " + minutes);
    if (!refusals.isEmpty()) {
      return Future.failedFuture(refusals.remove());
    }
    if (request.duration().compareTo(cap) > 0) {
      return Future.failedFuture(
          CredentialException.of(
              FailureKind.REFUSED, "InvalidParameter.DurationSeconds", "too long"));
    }
    AccessKey key = new AccessKey("STS." + calls.size(), Secret.of("secret"), Secret.of("token"));
    return Future.succeededFuture(
        new SessionCredentials(
            key, clock.instant(), clock.instant().plus(request.duration()), "request"));
  }
}
