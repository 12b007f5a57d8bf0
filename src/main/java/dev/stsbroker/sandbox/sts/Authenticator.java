package dev.stsbroker.sandbox.sts;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.sandbox.account.Caller;
import dev.stsbroker.sandbox.account.Session;
import dev.stsbroker.sandbox.rpc.SignedCall;
import dev.stsbroker.sandbox.rpc.StsError;
import dev.stsbroker.sandbox.rpc.StsRefusal;
import dev.stsbroker.sandbox.server.SandboxMemory;
import dev.stsbroker.sandbox.signature.Digests;
import dev.stsbroker.secret.Secret;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;

/**
 * Tells who sent a request. Checks in the order timestamp, key, token, signature, nonce: a nonce is
 * remembered only with a good signature. Used by one thread.
 */
public final class Authenticator {
  /** How far a timestamp may be from the time of receipt, as documented. */
  static final Duration TOLERANCE = Duration.ofMinutes(15);

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'")
          .withResolverStyle(ResolverStyle.STRICT)
          .withZone(ZoneOffset.UTC);

  private final SandboxCloud cloud;
  private final NonceMemory nonces = new NonceMemory(SandboxMemory.ofProcess().nonces());

  public Authenticator(SandboxCloud cloud) {
    this.cloud = cloud;
  }

  /**
   * Verifies what a request presents.
   *
   * @throws StsRefusal if any of it is wrong
   */
  Caller authenticate(SignedCall presented, Instant now) {
    Instant timestamp = timestamp(presented.timestamp());
    if (Duration.between(timestamp, now).abs().compareTo(TOLERANCE) > 0) {
      throw StsError.TIMESTAMP_EXPIRED.refusal();
    }
    boolean temporary = presented.accessKeyId().startsWith("STS.");
    Caller caller = temporary ? session(presented, now) : user(presented);
    verify(presented, caller.key());
    Instant until = timestamp.plus(TOLERANCE);
    if (!nonces.remember(presented.accessKeyId(), presented.nonce(), now, until)) {
      throw StsError.NONCE_USED.refusal();
    }
    return caller;
  }

  private static Instant timestamp(String text) {
    try {
      return TIMESTAMP.parse(text, Instant::from);
    } catch (DateTimeException e) {
      throw StsError.TIMESTAMP_FORMAT.refusal();
    }
  }

  private Caller user(SignedCall presented) {
    Caller.UserCaller caller =
        cloud.user(presented.accessKeyId()).orElseThrow(StsError.KEY_UNKNOWN::refusal);
    if (!caller.user().active()) {
      throw StsError.KEY_INACTIVE.refusal();
    }
    Secret token = presented.token();
    if (token != null) {
      throw strange(token);
    }
    return caller;
  }

  private Caller session(SignedCall presented, Instant now) {
    Session session =
        cloud.sessionOfKey(presented.accessKeyId()).orElseThrow(StsError.KEY_UNKNOWN::refusal);
    Secret token = presented.token();
    if (token == null) {
      throw StsError.MISSING.refusal("SecurityToken");
    }
    if (!token.equals(session.key().securityToken())) {
      throw strange(token);
    }
    if (!session.expiresAt().isAfter(now)) {
      throw StsError.TOKEN_EXPIRED.refusal();
    }
    return new Caller.SessionCaller(session);
  }

  /** The refusal of a token that is not the key's: another's, or nobody's. */
  private StsRefusal strange(Secret token) {
    return cloud.session(token).isPresent()
        ? StsError.TOKEN_MISMATCH.refusal()
        : StsError.TOKEN_MALFORMED.refusal();
  }

  private static void verify(SignedCall presented, AccessKey key) {
    String expected = presented.signer().apply(key.secret());
    if (!Digests.same(expected, presented.signature())) {
      throw StsError.SIGNATURE.refusal(presented.stringToSign());
    }
  }
}
