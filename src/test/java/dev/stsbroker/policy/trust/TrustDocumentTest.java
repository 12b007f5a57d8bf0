package dev.stsbroker.policy.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.policy.json.PolicyException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustDocumentTest {
  private static final String PROVIDER = "acs:ram::1:oidc-provider/ack-rrsa-c1";
  private static final Map<String, List<String>> POD =
      Map.of(
          "oidc:iss", List.of("https://oidc.example/c1"),
          "oidc:aud", List.of("sts.aliyuncs.com"),
          "oidc:sub", List.of("system:serviceaccount:jobs:etl"));

  private static TrustPolicy written(TrustGrant... grants) {
    return TrustPolicy.parse(TrustDocument.write(List.of(grants)));
  }

  private static Principal ram(String arn) {
    return new Principal(Principal.Kind.RAM, arn);
  }

  private static Principal service(String name) {
    return new Principal(Principal.Kind.SERVICE, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"odps.aliyuncs.com", "5@odps.aliyuncs.com"})
  void service_isTrusted_andItsNamesakeOfAnotherAccountIsNot(String name) {
    TrustPolicy policy = written(TrustGrant.service(name));
    assertThat(policy.trusts(service(name), Map.of())).isTrue();
    assertThat(policy.trusts(service("6@odps.aliyuncs.com"), Map.of())).isFalse();
    assertThat(policy.trusts(ram("acs:ram::5:root"), Map.of())).isFalse();
  }

  @Test
  void service_isWrittenAsDocumented_whenOfTheSameAccount() {
    String document = TrustDocument.write(List.of(TrustGrant.service("odps.aliyuncs.com")));
    assertThat(document.replaceAll("\\s", ""))
        .isEqualTo(
            """
            {"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow",\
            "Principal":{"Service":["odps.aliyuncs.com"]}}],"Version":"1"}""");
  }

  @Test
  void hologresRole_trustsAccountAndService_inTwoStatements() {
    TrustPolicy policy =
        written(TrustGrant.ram("acs:ram::1:root", null), TrustGrant.service("1@odps.aliyuncs.com"));
    assertThat(policy.trusts(ram("acs:ram::1:user/ann"), Map.of())).isTrue();
    assertThat(policy.trusts(service("1@odps.aliyuncs.com"), Map.of())).isTrue();
    assertThat(policy.trusts(ram("acs:ram::2:user/ann"), Map.of())).isFalse();
  }

  @Test
  void ram_hasToNameTheExternalId_whenThereIsOne() {
    TrustPolicy policy = written(TrustGrant.ram("acs:ram::1:user/ann", "partner-42"));
    Principal ann = ram("acs:ram::1:user/ann");
    assertThat(policy.trusts(ann, Map.of("sts:ExternalId", List.of("partner-42")))).isTrue();
    assertThat(policy.trusts(ann, Map.of())).isFalse();
  }

  @Test
  void saml_isTrusted_forTheConsoleAlone() {
    String arn = "acs:ram::1:saml-provider/IDP";
    TrustPolicy policy = written(TrustGrant.saml(arn), TrustGrant.service("1@odps.aliyuncs.com"));
    Principal people = new Principal(Principal.Kind.FEDERATED, arn);
    assertThat(policy.trusts(people, Map.of("saml:recipient", List.of(TrustGrant.SAML_RECIPIENT))))
        .isTrue();
    assertThat(policy.trusts(people, Map.of("saml:recipient", List.of("https://x")))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "system:serviceaccount:jobs:etl, true",
    "system:serviceaccount:jobs:*, true",
    "system:serviceaccount:other:*, false",
    "system:serviceaccount:jobs:et, false"
  })
  void oidc_isTrusted_byIssuerAudienceAndSubject(String subject, boolean trusted) {
    TrustPolicy policy =
        written(
            TrustGrant.oidc(
                PROVIDER, "https://oidc.example/c1", subject, TrustGrant.OIDC_AUDIENCE));
    Principal pod = new Principal(Principal.Kind.FEDERATED, PROVIDER);
    assertThat(policy.trusts(pod, POD)).isEqualTo(trusted);
    assertThat(policy.trusts(pod, Map.of("oidc:sub", List.of(subject)))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "acs:ram::*:root", "ann", "acs:ram::1:user/*", "acs:ram::1:group/x"})
  void write_refusesThePrincipal_whenItIsNoneOfItsKind(String arn) {
    assertThatThrownBy(() -> written(TrustGrant.ram(arn, null)))
        .isInstanceOf(PolicyException.class)
        .hasMessageStartingWith("RAM: \"" + arn + "\" (expected: acs:ram::<account id>:root");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "*", "**", "?*"})
  void write_refusesAConditionThatMatchesAnyone(String subject) {
    assertThatThrownBy(() -> written(TrustGrant.oidc(PROVIDER, "https://x", subject, "a")))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("oidc:sub: ");
  }

  @Test
  void write_refusesToTrustNobody() {
    assertThatThrownBy(TrustDocumentTest::written).hasMessageContaining("nobody is trusted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aliyunserviceroleformaxcomputeidentitymgmt|external projects over Hologres",
        "AliyunServiceRoleForMaxComputeLakehouse|Paimon on DLF",
        "acs:ram::1:role/aliyunserviceroleformaxcomputelakehouse|Only the service can assume it",
        "acs:ram::1:role/AliyunServiceRoleForECS|Only the service can assume it"
      })
  void serviceLinkedRole_isRecognisedAndExplained(String role, String words) {
    assertThat(ServiceLinkedRole.of(role).orElseThrow().explanation())
        .contains(words, "NoPermission");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AliyunODPSDefaultRole", "acs:ram::1:role/oss-admin", "", "my-aliyunservicerole"})
  void serviceLinkedRole_isEmpty_forOrdinaryRoles(String role) {
    assertThat(ServiceLinkedRole.of(role)).isEmpty();
  }
}
