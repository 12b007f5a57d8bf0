package dev.stsbroker.check;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureCode;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.policy.Decision.Verdict;
import dev.stsbroker.policy.Evaluator;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.lint.Linter;
import dev.stsbroker.policy.lint.PolicyFinding;
import dev.stsbroker.policy.trust.ServiceLinkedRole;
import dev.stsbroker.policy.trust.TrustDocument;
import dev.stsbroker.policy.trust.TrustGrant;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.sts.CallerIdentity;
import dev.stsbroker.sts.SessionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what would repair a failure, by STS's error code (see "AssumeRole" and the common errors in
 * Alibaba Cloud's documentation).
 */
final class Remedy {
  /** A session of a role, in STS's three ways to write it; trust policies name the role. */
  private static final Pattern ROLE_SESSION =
      Pattern.compile("acs:(?:ram|sts)::([0-9]+):(?:assumed-)?role/([^/]+)/.*");

  private final String endpoint;

  /**
   * @param endpoint of STS, as it may be shown
   */
  Remedy(String endpoint) {
    this.endpoint = endpoint;
  }

  /** For an identity that does not work. */
  List<String> of(CredentialException failure) {
    return switch (failure.known()) {
      case ACCESS_KEY_NOT_FOUND ->
          List.of(
              "The key was deleted or mistyped, or belongs to the other site (China,"
                  + " international).",
              "Put a key that RAM lists as enabled into the identity.");
      case INVALID_ACCESS_KEY_ID, ACCESS_KEY_DISABLED ->
          List.of("Enable the key in the RAM console, or put another into the identity.");
      case SIGNATURE_DOES_NOT_MATCH ->
          List.of(
              "Copy the secret again, without blanks and line ends; RAM shows it once, so make a new"
                  + " key if it is lost.");
      case INVALID_TIME_STAMP -> List.of("Synchronise the clock of this machine (chrony, ntpd).");
      case AUTHENTICATION_FAIL,
          AUTHENTICATION_FAIL_NO_PERMISSION,
          OIDC_ISSUER_CONFIGURATION_BROKEN,
          OIDC_TOKEN_EXPIRED,
          OIDC_AUDIENCE_NOT_MATCH,
          ENTITY_NOT_EXIST,
          ENTITY_NOT_EXIST_ROLE ->
          List.of(
              "Compare roleArn, providerArn, the token's audience and the role's trust policy;",
              "sts-broker policy trust --oidc <providerArn> --issuer <iss> --subject <sub> writes"
                  + " one.");
      case IDENTITY_UNREADABLE ->
          List.of("Mend what the identity is read from; nothing was asked of STS for it.");
      default -> unreachable(failure);
    };
  }

  private List<String> unreachable(CredentialException failure) {
    if (failure.kind() == FailureKind.THROTTLED) {
      return List.of("Try again later: STS takes 100 calls a second of an account.");
    }
    return failure.kind() == FailureKind.UNAVAILABLE
        ? List.of(
            "STS was asked at " + endpoint + ": see sts.region, network, endpoint, and the proxy.")
        : List.of();
  }

  /** For a role that cannot be assumed. */
  List<String> of(Attempt attempt, CredentialException failure) {
    FailureCode code = failure.known();
    SessionRequest request = attempt.request();
    Optional<ServiceLinkedRole> linked = ServiceLinkedRole.of(request.role().value());
    boolean refused = code.isNoPermission() || code == FailureCode.ENTITY_NOT_EXIST_ROLE;
    if (linked.isPresent() && refused) {
      return List.of(linked.get().name() + ": " + linked.get().explanation());
    }
    return switch (code) {
      case NO_PERMISSION, AUTHENTICATION_FAIL_NO_PERMISSION ->
          attempt.federated() == null ? noPermission(attempt) : federated(attempt.federated());
      case ENTITY_NOT_EXIST_ROLE ->
          List.of(
              "Account %s has no role %s: compare spelling and account, or make it in RAM."
                  .formatted(request.role().accountId(), request.role().roleName()));
      case INVALID_DURATION ->
          List.of(
              "Raise the role's MaxSessionDuration in RAM (1 h unless changed) to %s at least, or set"
                      .formatted(text(request))
                  + " the profile's duration lower.");
      case INVALID_POLICY -> lint(request.policy());
      default -> of(failure);
    };
  }

  private static String text(SessionRequest request) {
    return request.duration().toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private static List<String> lint(@Nullable SessionPolicy policy) {
    List<PolicyFinding> findings = policy == null ? List.of() : Linter.lint(policy.text());
    List<String> lines = new ArrayList<>();
    lines.add(
        findings.isEmpty()
            ? "The linter finds nothing wrong with the session policy; it has "
                + (policy == null ? 0 : policy.sizeInBytes())
                + " bytes."
            : "The linter says of the session policy:");
    findings.forEach(finding -> lines.add("  " + finding));
    return lines;
  }

  private static List<String> federated(SourceSettings.Oidc identity) {
    return List.of(
        "The role's trust policy has to name the provider and the token's issuer, audience and"
            + " subject:",
        "sts-broker policy trust --oidc "
            + identity.providerArn()
            + " --issuer <iss> --subject system:serviceaccount:<namespace>:<name>");
  }

  /** STS does not tell which of the two is missing. */
  private static List<String> noPermission(Attempt attempt) {
    CallerIdentity caller = attempt.caller();
    SessionRequest request = attempt.request();
    if (caller.type().equals("Account")) {
      return List.of("The key is the account's own, which may assume no role: use a RAM user's.");
    }
    String arn = ROLE_SESSION.matcher(caller.arn()).replaceFirst("acs:ram::$1:role/$2");
    List<String> lines = new ArrayList<>();
    if (!allows(attempt.callerPolicy(), request.role())) {
      lines.add("The session that assumes it has a session policy, which should have:");
      lines.add(permission(request.role().value()));
      lines.add("If that is not all:");
    }
    lines.addAll(trust(arn, request.externalId()));
    lines.add(
        request.externalId() == null
            ? "(and if it asks for sts:ExternalId, the profile has to set externalId);"
            : "(with the very externalId of the profile);");
    lines.add("or the caller may not assume it; a policy of " + arn + " should have:");
    lines.add(permission(request.role().value()));
    return lines;
  }

  /** A caller that no trust policy has a form for is named at least. */
  private static List<String> trust(String arn, @Nullable String externalId) {
    String missing = "Either the role does not trust the caller; its trust policy should ";
    try {
      String document = TrustDocument.write(List.of(TrustGrant.ram(arn, externalId)));
      return List.of(missing + "have:", document);
    } catch (PolicyException e) {
      return List.of(missing + "name " + arn);
    }
  }

  private static boolean allows(@Nullable SessionPolicy policy, RoleArn role) {
    AccessRequest asked = new AccessRequest("sts:AssumeRole", role.value(), Map.of());
    return policy == null
        || Evaluator.decide(List.of(PolicyDocument.parse(policy.text())), asked).verdict()
            == Verdict.ALLOWED;
  }

  private static String permission(String role) {
    return """
        {
          "Statement": [
            {
              "Action": "sts:AssumeRole",
              "Effect": "Allow",
              "Resource": "%s"
            }
          ],
          "Version": "1"
        }"""
        .formatted(role);
  }

  /**
   * What was tried.
   *
   * @param request what STS was asked for
   * @param caller who asked, as STS sees him
   * @param callerPolicy the session policy he asked with; null for none
   * @param federated the identity whose token was sent; null if a key signed
   */
  record Attempt(
      SessionRequest request,
      CallerIdentity caller,
      @Nullable SessionPolicy callerPolicy,
      SourceSettings.@Nullable Oidc federated) {}
}
