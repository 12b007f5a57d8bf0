package dev.stsbroker.sandbox.oss.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.Target;
import dev.stsbroker.sandbox.oss.signature.KeyDirectory.KeyHolder;
import dev.stsbroker.sandbox.signature.Digests;
import dev.stsbroker.secret.Secret;
import java.time.Instant;
import java.util.HexFormat;

/** Tells who sent a request. Checks in the order time, key, token, signature. */
public final class OssAuthenticator {
  private final KeyDirectory keys;

  public OssAuthenticator(KeyDirectory keys) {
    this.keys = keys;
  }

  /**
   * Reads who claims to have sent a request.
   *
   * @throws OssRefusal if it does not say so in one place and in one of the versions
   */
  public static SignedRequest read(OssRequest request, Target target) {
    if (S3Scope.isSigned(request)) {
      return ofS3(request);
    }
    String header = request.header("authorization");
    boolean v4Link = !request.parameter("x-oss-signature").isEmpty();
    boolean v1Link = !request.parameter("Signature").isEmpty();
    boolean link = v4Link || v1Link;
    if (link && (!header.isEmpty() || !request.header("x-oss-security-token").isEmpty())) {
      throw OssError.AUTHORIZED_TWICE.refusal();
    }
    if (link) {
      return v4Link ? ofLink(request, target) : SignatureV1.inQuery(request, target);
    }
    if (header.startsWith(SignatureV4.SCHEME + " ")) {
      return SignedRequestV4.inHeader(request, target);
    }
    if (header.startsWith(SignatureV2.SCHEME + " ")) {
      return SignatureV2.inHeader(request, target);
    }
    if (header.startsWith(SignatureV1.SCHEME + " ")) {
      return SignatureV1.inHeader(request, target);
    }
    throw header.isEmpty() ? OssError.ACL.refusal() : OssError.AUTHORIZATION_TYPE.refusal();
  }

  private static SignedRequest ofS3(OssRequest request) {
    boolean twice =
        !request.header("authorization").isEmpty()
            || !request.header("x-amz-security-token").isEmpty();
    if (S3Scope.inQuery(request) && twice) {
      throw OssError.AUTHORIZED_TWICE.refusal();
    }
    return SignatureS3.read(request);
  }

  private static SignedRequest ofLink(OssRequest request, Target target) {
    return request.parameter("x-oss-signature-version").equals(SignatureV2.SCHEME)
        ? SignatureV2.inQuery(request, target)
        : SignedRequestV4.inQuery(request, target);
  }

  /**
   * Verifies what a request presents.
   *
   * @throws OssRefusal if any of it is wrong
   */
  public KeyHolder authenticate(SignedRequest presented, Instant now) {
    presented.time().require(now);
    KeyHolder holder = keys.holder(presented.accessKeyId()).orElseThrow(() -> unknown(presented));
    requireToken(holder, presented, now);
    if (presented.signed().stream().noneMatch(signed -> matches(signed, presented, holder))) {
      throw mismatch(presented);
    }
    return holder;
  }

  private static boolean matches(
      SignedRequest.Signed signed, SignedRequest presented, KeyHolder holder) {
    String expected = signed.signer().apply(holder.key().secret());
    return Digests.same(expected, presented.signature());
  }

  private void requireToken(KeyHolder holder, SignedRequest presented, Instant now) {
    Secret token = presented.token();
    Secret own = holder.key().securityToken();
    if (token == null && own == null) {
      return;
    }
    if (token == null) {
      throw OssError.TOKEN_MISSING.refusal().with("OSSAccessKeyId", presented.accessKeyId());
    }
    if (!token.equals(own)) {
      throw keys.knows(token)
          ? OssError.TOKEN_MISMATCH.refusal()
          : OssError.TOKEN_INVALID.refusal();
    }
    Instant end = holder.expiresAt();
    if (end != null && !end.isAfter(now)) {
      throw OssError.TOKEN_EXPIRED.refusal();
    }
  }

  private static OssRefusal unknown(SignedRequest presented) {
    return OssError.KEY_UNKNOWN.refusal().with("OSSAccessKeyId", presented.accessKeyId());
  }

  private static OssRefusal mismatch(SignedRequest presented) {
    String text = presented.signed().get(0).stringToSign();
    return OssError.SIGNATURE
        .refusal()
        .with("OSSAccessKeyId", presented.accessKeyId())
        .with("SignatureProvided", presented.signature())
        .with("StringToSign", text)
        .with("StringToSignBytes", HexFormat.ofDelimiter(" ").formatHex(text.getBytes(UTF_8)));
  }
}
