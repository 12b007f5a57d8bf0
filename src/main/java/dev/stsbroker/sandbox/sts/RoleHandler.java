package dev.stsbroker.sandbox.sts;

import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.policy.Decision.Verdict;
import dev.stsbroker.policy.RequestContext;
import dev.stsbroker.policy.trust.Principal;
import dev.stsbroker.sandbox.account.Caller;
import dev.stsbroker.sandbox.account.KeyMint;
import dev.stsbroker.sandbox.account.Rights;
import dev.stsbroker.sandbox.account.Role;
import dev.stsbroker.sandbox.account.Session;
import dev.stsbroker.sandbox.rpc.StsError;
import dev.stsbroker.sandbox.rpc.StsRefusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens role sessions: the role must exist, trust the caller, be among what the caller may assume,
 * and allow sessions of the length asked for; checked in this order, as far as they apply.
 */
public final class RoleHandler {
  /** What a request has only if it says so. */
  private static final Set<String> ABSENT =
      Set.of(
          "acs:ResourceTag/",
          "acs:RequestTag/",
          "sts:ExternalId",
          "oidc:iss",
          "oidc:sub",
          "oidc:aud",
          "saml:recipient");

  private final SandboxCloud cloud;
  private final KeyMint mint;
  private final @Nullable Duration chainedSessionLimit;

  public RoleHandler(SandboxCloud cloud, KeyMint mint, @Nullable Duration chainedSessionLimit) {
    this.cloud = cloud;
    this.mint = mint;
    this.chainedSessionLimit = chainedSessionLimit;
  }

  /**
   * Opens a session for a caller that signed.
   *
   * @throws StsRefusal if the caller may not have it
   */
  public Session open(Caller caller, AssumeRoleRequest request, CallContext circumstances) {
    Role role = role(request);
    String externalId = request.externalId();
    RequestContext context =
        context(
            circumstances,
            externalId == null ? Map.of() : Map.of("sts:ExternalId", List.of(externalId)));
    Principal principal = new Principal(Principal.Kind.RAM, caller.principalArn());
    if (!role.trustPolicy().trusts(principal, context)) {
      throw StsError.NOT_TRUSTED.refusal();
    }
    requireRight(caller, request, circumstances);
    requireDuration(caller, role, request.duration());
    return issue(role, request.withSourceIdentity(sourceIdentity(caller, request)), circumstances);
  }

  /**
   * Opens a session for whom an identity provider vouches; such a caller has no policies of its
   * own, so trust decides alone.
   *
   * @param claims the verified claims of the request's token
   * @throws StsRefusal if the caller may not have it
   */
  public Session open(OidcRequest request, TokenClaims claims, CallContext circumstances) {
    Role role = role(request.session());
    RequestContext context = context(circumstances, claims.context());
    if (!role.trustPolicy().trusts(Federation.principal(request.providerArn()), context)) {
      throw StsError.OIDC_NOT_TRUSTED.refusal();
    }
    if (request.session().duration().compareTo(role.maxSessionDuration()) > 0) {
      throw StsError.DURATION.refusal();
    }
    return issue(role, request.session(), circumstances);
  }

  /**
   * Opens a session for a cloud service, of any length: services have sessions longer than the role
   * allows others.
   *
   * @throws StsRefusal if the role is unknown or does not trust the service
   */
  public Session open(Principal service, AssumeRoleRequest request, CallContext circumstances) {
    Role role = role(request);
    if (!role.trustPolicy().trusts(service, context(circumstances, Map.of()))) {
      throw StsError.NOT_TRUSTED.refusal();
    }
    return issue(role, request, circumstances);
  }

  private Role role(AssumeRoleRequest request) {
    return cloud
        .role(request.role())
        .orElseThrow(() -> StsError.ROLE_UNKNOWN.refusal(request.role().value()));
  }

  private Session issue(Role role, AssumeRoleRequest request, CallContext circumstances) {
    Instant start = circumstances.now().truncatedTo(ChronoUnit.SECONDS);
    Duration lifetime = circumstances.lifetime();
    Session session =
        new Session(
            request.role().accountId(),
            role,
            request.sessionName(),
            mint.mint(),
            start.plus(lifetime == null ? request.duration() : lifetime),
            new Rights(role.policies(), request.policy()),
            request.sourceIdentity());
    cloud.add(session, circumstances.now());
    return session;
  }

  private static void requireRight(
      Caller caller, AssumeRoleRequest request, CallContext circumstances) {
    AccessRequest access =
        new AccessRequest(
            "sts:AssumeRole", request.role().value(), context(circumstances, Map.of()), true);
    if (caller.rights().decide(access) != Verdict.ALLOWED) {
      throw StsError.NOT_ALLOWED.refusal();
    }
  }

  private void requireDuration(Caller caller, Role role, Duration duration) {
    boolean chainTooLong =
        caller.chained()
            && chainedSessionLimit != null
            && duration.compareTo(chainedSessionLimit) > 0;
    if (chainTooLong || duration.compareTo(role.maxSessionDuration()) > 0) {
      throw StsError.DURATION.refusal();
    }
  }

  /** A source identity stays through a chain and cannot be changed on the way. */
  private static @Nullable String sourceIdentity(Caller caller, AssumeRoleRequest request) {
    String inherited = caller.sourceIdentity();
    String asked = request.sourceIdentity();
    if (inherited != null && asked != null && !inherited.equals(asked)) {
      throw StsError.NOT_ALLOWED.refusal();
    }
    return inherited != null ? inherited : asked;
  }

  /** What the sandbox knows of a call. MFA and sessions' tags it does not have an answer for. */
  private static RequestContext context(
      CallContext circumstances, Map<String, List<String>> further) {
    Map<String, List<String>> values = new HashMap<>(further);
    values.put("acs:SourceIp", List.of(circumstances.remoteAddress()));
    values.put(
        "acs:CurrentTime", List.of(circumstances.now().truncatedTo(ChronoUnit.SECONDS).toString()));
    values.put("acs:SecureTransport", List.of("false"));
    values.put("acs:SourceVpc", List.of(""));
    return new RequestContext(values, ABSENT);
  }
}
