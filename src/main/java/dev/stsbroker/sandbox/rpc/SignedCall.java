package dev.stsbroker.sandbox.rpc;

import dev.stsbroker.secret.Secret;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a call, in either signature scheme, and the text it covers; not verified.
 *
 * @param accessKeyId the id of the key that is said to have signed
 * @param timestamp as sent
 * @param nonce as sent
 * @param token the security token; null if there is none
 * @param signature as sent
 * @param stringToSign the text that should have been signed
 * @param signer the signature of {@code stringToSign} by a key
 */
public record SignedCall(
    String accessKeyId,
    String timestamp,
    String nonce,
    @Nullable Secret token,
    String signature,
    String stringToSign,
    Function<Secret, String> signer) {

  private static final int LONGEST_NONCE = 256;

  /**
   * Reads a request's common parameters.
   *
   * @throws StsRefusal if one is missing or of a scheme that is not supported
   */
  public static SignedCall read(RpcRequest request) {
    SignedCall presented = request.signedInHeader() ? inHeader(request) : inParameters(request);
    if (presented.nonce.length() > LONGEST_NONCE) {
      throw StsError.PARAMETER.refusal("SignatureNonce");
    }
    return presented;
  }

  private static SignedCall inParameters(RpcRequest request) {
    String id = request.required("AccessKeyId");
    String timestamp = request.required("Timestamp");
    String nonce = request.required("SignatureNonce");
    String algorithm =
        RpcSignature.algorithm(request.required("SignatureMethod"))
            .orElseThrow(StsError.SIGNATURE_METHOD::refusal);
    if (!request.required("SignatureVersion").equals(RpcSignature.VERSION)) {
      throw StsError.PARAMETER.refusal("SignatureVersion");
    }
    String signature = request.parameter("Signature");
    if (signature.isEmpty()) {
      throw StsError.SIGNATURE_INCOMPLETE.refusal();
    }
    String toSign = RpcSignature.stringToSign(request.httpMethod(), request.parameters());
    Function<Secret, String> signer = secret -> RpcSignature.sign(secret, algorithm, toSign);
    Secret token = secret(request.parameter("SecurityToken"));
    return new SignedCall(id, timestamp, nonce, token, signature, toSign, signer);
  }

  private static SignedCall inHeader(RpcRequest request) {
    Acs3Signature.Authorization authorization =
        Acs3Signature.Authorization.parse(request.header("authorization"))
            .orElseThrow(StsError.SIGNATURE_INCOMPLETE::refusal);
    requireSigned(request, authorization.signedHeaders());
    String canonical = Acs3Signature.canonicalRequest(request, authorization.signedHeaders());
    String toSign = Acs3Signature.stringToSign(canonical);
    return new SignedCall(
        authorization.accessKeyId(),
        required(request, "x-acs-date", "Timestamp"),
        required(request, "x-acs-signature-nonce", "SignatureNonce"),
        secret(request.header("x-acs-security-token")),
        authorization.signature(),
        toSign,
        key -> Acs3Signature.sign(key, toSign));
  }

  private static String required(RpcRequest request, String header, String parameter) {
    String value = request.header(header);
    if (value.isEmpty()) {
      throw StsError.MISSING.refusal(parameter);
    }
    return value;
  }

  /** Every {@code x-acs-} header must be signed, and the body's hash must be among them. */
  private static void requireSigned(RpcRequest request, List<String> signedHeaders) {
    boolean all =
        request.headers().keySet().stream()
            .filter(name -> name.startsWith("x-acs-"))
            .allMatch(signedHeaders::contains);
    if (!all || !signedHeaders.contains("x-acs-content-sha256")) {
      throw StsError.SIGNATURE_INCOMPLETE.refusal();
    }
  }

  private static @Nullable Secret secret(String text) {
    return text.isEmpty() ? null : Secret.of(text);
  }

  /** Without what was signed, which carries the token. */
  @Override
  public String toString() {
    return accessKeyId + " at " + timestamp;
  }
}
