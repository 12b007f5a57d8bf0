package dev.stsbroker.sandbox.oss.handler;

import dev.stsbroker.sandbox.oss.admission.Call;
import dev.stsbroker.sandbox.oss.request.OssAnswer;
import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.SignedTime;
import dev.stsbroker.sandbox.oss.request.Target;
import dev.stsbroker.sandbox.oss.signature.Scope;
import dev.stsbroker.sandbox.oss.signature.SignatureV1;
import dev.stsbroker.sandbox.oss.signature.SignatureV4;
import dev.stsbroker.sandbox.oss.signature.SignedRequest;
import dev.stsbroker.sandbox.signature.Digests;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Translates the fields of a form upload (PostObject) into a request as other operations have it.
 */
public final class FormUpload {
  /** Fields that are no headers of the object. */
  private static final Set<String> OWN =
      Set.of(
          "key",
          "policy",
          "ossaccesskeyid",
          "signature",
          "success_action_status",
          "x-oss-signature-version",
          "x-oss-credential",
          "x-oss-date",
          "x-oss-signature");

  private FormUpload() {}

  /**
   * Who signed the form's policy.
   *
   * @throws OssRefusal if nobody did, or in a way that is not known
   */
  public static SignedRequest presented(Map<String, String> fields) {
    String policy = fields.getOrDefault("policy", "");
    boolean v4 = fields.containsKey("x-oss-signature");
    if (!v4 && !fields.containsKey("Signature")) {
      throw OssError.ACL.refusal();
    }
    var token = SignedRequest.token(fields.getOrDefault("x-oss-security-token", ""));
    SignedTime always = new SignedTime(null, null);
    if (!v4) {
      return new SignedRequest(
          fields.getOrDefault("OSSAccessKeyId", ""),
          token,
          always,
          fields.getOrDefault("Signature", ""),
          List.of(new SignedRequest.Signed(policy, secret -> SignatureV1.sign(secret, policy))),
          null);
    }
    if (!fields.getOrDefault("x-oss-signature-version", "").equals(SignatureV4.SCHEME)) {
      throw OssError.AUTHORIZATION_TYPE.refusal();
    }
    Scope scope =
        Scope.parse(
            fields.getOrDefault("x-oss-credential", ""), fields.getOrDefault("x-oss-date", ""));
    return new SignedRequest(
        scope.accessKeyId(),
        token,
        always,
        fields.getOrDefault("x-oss-signature", ""),
        List.of(
            new SignedRequest.Signed(
                policy, secret -> Digests.hmacHex(SignatureV4.signingKey(secret, scope), policy))),
        scope.region());
  }

  /**
   * The object that is written.
   *
   * @throws OssRefusal if the form names none
   */
  public static Target target(Target bucket, Map<String, String> fields) {
    String key = fields.getOrDefault("key", "");
    if (key.isEmpty()) {
      throw OssError.INVALID_ARGUMENT.refusal("The form has no field key.");
    }
    return Target.checked(new Target(bucket.bucket(), key, bucket.region()));
  }

  /**
   * The request as if it had come with headers in place of fields.
   *
   * @throws OssRefusal if it asks for what this OSS cannot do
   */
  public static OssRequest request(OssRequest head, Map<String, String> fields) {
    if (fields.containsKey("success_action_redirect")) {
      throw OssError.NOT_IMPLEMENTED.refusal("success_action_redirect");
    }
    Map<String, String> headers = new HashMap<>(head.headers());
    headers.keySet().removeAll(Set.of("content-type", "content-length", "content-md5"));
    fields.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!OWN.contains(lower)) {
            headers.put(lower, value);
          }
        });
    String status = fields.getOrDefault("success_action_status", "");
    headers.put("success_action_status", status);
    return new OssRequest(
        head.method(), head.path(), head.query(), headers, head.body(), head.remoteAddress());
  }

  /** What is answered to a form that was taken, with the status that it asks for. */
  static OssAnswer written(Call call, OssAnswer put) {
    String status = call.header("success_action_status");
    OssAnswer answer =
        switch (status) {
          case "200" -> OssAnswer.of(200);
          case "201" ->
              OssAnswer.xml(
                  201,
                  "PostResponse",
                  xml ->
                      xml.put("Bucket", call.target().bucket())
                          .put("Location", "http://" + call.request().header("host"))
                          .put("Key", call.target().key())
                          .put("ETag", put.headers().getOrDefault("ETag", "")));
          default -> OssAnswer.of(204);
        };
    return answer.with(put.headers());
  }
}
