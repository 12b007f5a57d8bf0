package dev.stsbroker.policy.trust;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a trust policy to be written: who may assume the role, and on what conditions.
 *
 * @param principal who
 * @param conditions values by condition key; a value with {@code *} is a pattern
 */
public record TrustGrant(Principal principal, Map<String, List<String>> conditions) {
  /** What RAM requires of SAML: the console's own address, that of the Chinese site. */
  public static final String SAML_RECIPIENT = "https://signin.aliyun.com/saml-role/sso";

  /** The audience of the tokens that RRSA mounts. */
  public static final String OIDC_AUDIENCE = "sts.aliyuncs.com";

  /** Keeps its own copy of the conditions. */
  public TrustGrant {
    conditions = Map.copyOf(conditions);
  }

  /**
   * A RAM user, role or account, by ARN.
   *
   * @param externalId what the caller has to name as well; null for nothing
   */
  public static TrustGrant ram(String arn, @Nullable String externalId) {
    return new TrustGrant(
        new Principal(Principal.Kind.RAM, arn),
        externalId == null ? Map.of() : Map.of("sts:ExternalId", List.of(externalId)));
  }

  /**
   * A cloud service of the role's own account, like {@code odps.aliyuncs.com}, or of another, like
   * {@code 1234567890123456@odps.aliyuncs.com}.
   */
  public static TrustGrant service(String name) {
    return new TrustGrant(new Principal(Principal.Kind.SERVICE, name), Map.of());
  }

  /** People who come from an identity provider, by its ARN. */
  public static TrustGrant saml(String providerArn) {
    return new TrustGrant(
        new Principal(Principal.Kind.FEDERATED, providerArn),
        Map.of("saml:recipient", List.of(SAML_RECIPIENT)));
  }

  /**
   * Pods of a cluster (RRSA), or whoever else has tokens of an OIDC provider.
   *
   * @param providerArn the provider's ARN
   * @param issuer URL of the issuer, the token's {@code iss}
   * @param subject the token's {@code sub}, like {@code system:serviceaccount:jobs:etl}
   * @param audience the token's {@code aud}; {@link #OIDC_AUDIENCE} for RRSA
   */
  public static TrustGrant oidc(
      String providerArn, String issuer, String subject, String audience) {
    return new TrustGrant(
        new Principal(Principal.Kind.FEDERATED, providerArn),
        Map.of(
            "oidc:iss",
            List.of(issuer),
            "oidc:sub",
            List.of(subject),
            "oidc:aud",
            List.of(audience)));
  }
}
