package dev.stsbroker.sandbox.sts;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.sandbox.account.Caller;
import dev.stsbroker.sandbox.account.Session;
import dev.stsbroker.sandbox.rpc.RpcRequest;
import dev.stsbroker.sandbox.rpc.SignedCall;
import dev.stsbroker.sandbox.rpc.StsError;
import dev.stsbroker.sandbox.rpc.StsRefusal;
import dev.stsbroker.secret.Secret;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers the calls to the emulated STS, version 2015-04-01. Knows nothing of sockets. Used by one
 * thread.
 */
public final class StsService {
  private static final String VERSION = "2015-04-01";
  private static final String FEDERATED = "AssumeRoleWithOIDC";
  private static final Set<String> ACTIONS = Set.of("AssumeRole", FEDERATED, "GetCallerIdentity");

  private final Authenticator authenticator;
  private final Federation federation;
  private final RoleHandler roles;

  public StsService(Authenticator authenticator, Federation federation, RoleHandler roles) {
    this.authenticator = authenticator;
    this.federation = federation;
    this.roles = roles;
  }

  /**
   * The body of a good answer.
   *
   * @throws StsRefusal if there is none
   */
  JsonObject answer(RpcRequest request, CallContext circumstances) {
    requireAction(request);
    JsonObject body =
        request.action().equals(FEDERATED)
            ? federated(OidcRequest.read(request), circumstances)
            : authenticated(request, circumstances);
    return body.put("RequestId", requestId());
  }

  private JsonObject authenticated(RpcRequest request, CallContext circumstances) {
    Caller caller = authenticator.authenticate(SignedCall.read(request), circumstances.now());
    return request.action().equals("AssumeRole")
        ? issued(roles.open(caller, AssumeRoleRequest.read(request), circumstances))
        : caller.identity();
  }

  /** Anonymous: the token says who calls, and a signature that comes with it says nothing more. */
  private JsonObject federated(OidcRequest request, CallContext circumstances) {
    TokenClaims claims = federation.verify(request, circumstances.now());
    Session session = roles.open(request, claims, circumstances);
    return issued(session).put("OIDCTokenInfo", claims.info());
  }

  /** The body of a refusal. */
  static JsonObject refused(StsRefusal refusal, String host) {
    return new JsonObject()
        .put("RequestId", requestId())
        .put("HostId", host)
        .put("Code", refusal.code())
        .put("Message", refusal.sentence());
  }

  /** An action in the query must be the one in the signed header, where there is one. */
  private static void requireAction(RpcRequest request) {
    if (request.action().isEmpty()) {
      throw StsError.MISSING.refusal("Action");
    }
    if (!ACTIONS.contains(request.action())) {
      throw StsError.ACTION_UNKNOWN.refusal();
    }
    String inQuery = request.parameter("Action");
    boolean contradiction = !inQuery.isEmpty() && !inQuery.equals(request.action());
    if (contradiction || !request.version().equals(VERSION)) {
      throw StsError.PARAMETER.refusal("Action or Version");
    }
  }

  /** A session's key and end, as {@code Credentials} of an answer. */
  public static JsonObject credentials(Session session) {
    AccessKey key = session.key();
    Secret token = key.securityToken();
    return new JsonObject()
        .put("AccessKeyId", key.id())
        .put("AccessKeySecret", key.secret().reveal())
        .put("SecurityToken", token == null ? null : token.reveal())
        .put("Expiration", session.expiresAt().toString());
  }

  private static JsonObject issued(Session session) {
    JsonObject user =
        new JsonObject()
            .put("AssumedRoleId", session.principalId())
            .put("Arn", session.roleArn() + "/" + session.name());
    JsonObject body =
        new JsonObject().put("AssumedRoleUser", user).put("Credentials", credentials(session));
    @Nullable String sourceIdentity = session.sourceIdentity();
    return sourceIdentity == null ? body : body.put("SourceIdentity", sourceIdentity);
  }

  private static String requestId() {
    return UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
  }
}
