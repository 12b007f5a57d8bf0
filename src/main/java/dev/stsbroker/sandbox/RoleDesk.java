package dev.stsbroker.sandbox;

import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.policy.Principal;
import dev.stsbroker.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens role sessions: the role must exist, trust the caller, be among what the caller may assume,
 * and allow sessions of the length asked for; checked in this order.
 */
final class RoleDesk {
  private final SandboxCloud cloud;
  private final KeyMint mint;
  private final @Nullable Duration chainedSessionLimit;

  RoleDesk(SandboxCloud cloud, KeyMint mint, @Nullable Duration chainedSessionLimit) {
    this.cloud = cloud;
    this.mint = mint;
    this.chainedSessionLimit = chainedSessionLimit;
  }

  /**
   * Opens a session.
   *
   * @throws StsRefusal if the caller may not have it
   */
  Session open(Caller caller, AssumeRoleRequest request, Circumstances circumstances) {
    Role role =
        cloud
            .role(request.role())
            .orElseThrow(() -> StsError.ROLE_UNKNOWN.refusal(request.role().value()));
    requireTrust(caller, role, request, circumstances);
    requireRight(caller, request, circumstances);
    requireDuration(caller, role, request.duration());
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
            sourceIdentity(caller, request));
    cloud.add(session, circumstances.now());
    return session;
  }

  private static void requireTrust(
      Caller caller, Role role, AssumeRoleRequest request, Circumstances circumstances) {
    Map<String, List<String>> context = new HashMap<>(context(circumstances));
    String externalId = request.externalId();
    if (externalId != null) {
      context.put("sts:ExternalId", List.of(externalId));
    }
    Principal principal = new Principal(Principal.Kind.RAM, caller.principalArn());
    if (!role.trustPolicy().trusts(principal, context)) {
      throw StsError.NOT_TRUSTED.refusal();
    }
  }

  private static void requireRight(
      Caller caller, AssumeRoleRequest request, Circumstances circumstances) {
    AccessRequest access =
        new AccessRequest("sts:AssumeRole", request.role().value(), context(circumstances));
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

  private static Map<String, List<String>> context(Circumstances circumstances) {
    return Map.of(
        "acs:SourceIp", List.of(circumstances.remoteAddress()),
        "acs:CurrentTime", List.of(circumstances.now().truncatedTo(ChronoUnit.SECONDS).toString()),
        "acs:SecureTransport", List.of("false"));
  }
}
