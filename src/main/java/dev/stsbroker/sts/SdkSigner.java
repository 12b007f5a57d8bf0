package dev.stsbroker.sts;

import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.auth.ISignatureComposer;
import com.aliyuncs.auth.RpcSignatureComposer;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.sts.model.v20150401.AssumeRoleRequest;
import com.aliyuncs.sts.model.v20150401.AssumeRoleWithOIDCRequest;
import com.aliyuncs.sts.model.v20150401.GetCallerIdentityRequest;
import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.secret.Hmac;
import dev.stsbroker.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;

/**
 * Builds and signs calls with the vendor SDK, which says which parameters an action has and which
 * text is signed (RPC signature version 1). It is the only importer of the SDK. The text is signed
 * with the JDK's HMAC-SHA1: the SDK's signers load Bouncy Castle and JAXB for algorithms that STS
 * does not need.
 *
 * <p>The SDK's own client is not used: it blocks, ignores interrupts, keeps one process-wide HTTP
 * client whose first configuration wins, lets proxy variables capture loopback calls and puts
 * signed URLs into its exceptions. Here the timestamp is an argument.
 */
final class SdkSigner {
  private static final String HMAC = "HmacSHA1";

  /** What of an anonymous call stands in its URL, as with the SDK's own OIDC provider. */
  private static final Set<String> IN_URL = Set.of("Action", "Format", "Timestamp", "Version");

  /** A signed AssumeRole call. */
  PreparedCall assumeRole(AccessKey signer, SessionRequest asked, Instant now) {
    AssumeRoleRequest request = new AssumeRoleRequest();
    request.setRoleArn(asked.role().value());
    request.setRoleSessionName(asked.sessionName());
    request.setDurationSeconds(asked.duration().toSeconds());
    SessionPolicy policy = asked.policy();
    if (policy != null) {
      request.setPolicy(policy.text());
    }
    if (asked.externalId() != null) {
      request.setExternalId(asked.externalId());
    }
    if (asked.sourceIdentity() != null) {
      // STS knows the parameter, the SDK has no setter for it.
      request.putQueryParameter("SourceIdentity", asked.sourceIdentity());
    }
    return sign(request, signer, now);
  }

  /** An AssumeRoleWithOIDC call: the token speaks for itself, nothing is signed. */
  PreparedCall assumeRoleWithOidc(OidcToken token, SessionRequest asked, Instant now) {
    AssumeRoleWithOIDCRequest request = new AssumeRoleWithOIDCRequest();
    request.setOIDCProviderArn(token.providerArn());
    request.setOIDCToken(token.token().reveal());
    request.setRoleArn(asked.role().value());
    request.setRoleSessionName(asked.sessionName());
    request.setDurationSeconds(asked.duration().toSeconds());
    SessionPolicy policy = asked.policy();
    if (policy != null) {
      request.setPolicy(policy.text());
    }
    Map<String, String> form = new TreeMap<>(request.getSysQueryParameters());
    form.put("Format", FormatType.JSON.name());
    form.put("Timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
    Map<String, String> url = new TreeMap<>(form);
    url.keySet().retainAll(IN_URL);
    form.keySet().removeAll(IN_URL);
    return new PreparedCall(query(url), query(form));
  }

  /** A signed GetCallerIdentity call. */
  PreparedCall callerIdentity(AccessKey signer, Instant now) {
    return sign(new GetCallerIdentityRequest(), signer, now);
  }

  private static PreparedCall sign(RpcAcsRequest<?> request, AccessKey key, Instant now) {
    Map<String, String> signed = new TreeMap<>(request.getSysQueryParameters());
    signed.put("AccessKeyId", key.id());
    Secret token = key.securityToken();
    if (token != null) {
      signed.put("SecurityToken", token.reveal());
    }
    signed.put("Format", FormatType.JSON.name());
    signed.put("SignatureMethod", "HMAC-SHA1");
    signed.put("SignatureVersion", "1.0");
    signed.put("SignatureNonce", UUID.randomUUID().toString());
    signed.put("Timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
    ISignatureComposer composer = RpcSignatureComposer.getComposer();
    String text = composer.composeStringToSign(MethodType.POST, null, null, signed, null, null);
    signed.put("Signature", hmac(key.secret(), text));
    return new PreparedCall(query(signed));
  }

  private static String hmac(Secret secret, String text) {
    byte[] key = (secret.reveal() + "&").getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(Hmac.of(new SecretKeySpec(key, HMAC), text));
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
