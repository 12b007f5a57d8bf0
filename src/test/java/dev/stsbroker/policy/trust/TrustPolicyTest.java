package dev.stsbroker.policy.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.policy.json.PolicyException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustPolicyTest {
  private static TrustPolicy trust(String principal, String condition) {
    return TrustPolicy.parse(
        "{\"Version\":\"1\",\"Statement\":[" + statement("Allow", principal, condition) + "]}");
  }

  private static String statement(String effect, String principal, String condition) {
    return "{\"Effect\":\"%s\",\"Action\":\"sts:AssumeRole\",\"Principal\":%s,\"Condition\":%s}"
        .formatted(effect, principal, condition);
  }

  @ParameterizedTest
  @CsvSource({
    "RAM, acs:ram::1:root, RAM, acs:ram::1:user/ann, true",
    "RAM, acs:ram::1:root, RAM, acs:ram::1:role/etl, true",
    "RAM, acs:ram::1:root, RAM, acs:ram::1:assumed-role/etl/session, true",
    "RAM, acs:ram::1:root, RAM, acs:ram::1:root, true",
    "RAM, acs:ram::1:root, RAM, acs:ram::12:user/ann, false",
    "RAM, acs:ram::1:user/ann, RAM, acs:ram::1:user/ann, true",
    "RAM, acs:ram::1:user/ann, RAM, acs:ram::1:user/bob, false",
    "RAM, acs:ram::1:role/etl, RAM, acs:ram::1:assumed-role/etl/session, true",
    "RAM, acs:ram::1:role/etl, RAM, acs:ram::2:assumed-role/etl/session, false",
    "RAM, acs:ram::1:role/etl, RAM, acs:ram::1:role/etl2, false",
    "Service, odps.aliyuncs.com, SERVICE, odps.aliyuncs.com, true",
    "Service, odps.aliyuncs.com, SERVICE, 5@odps.aliyuncs.com, false",
    "Service, 5@odps.aliyuncs.com, SERVICE, 5@odps.aliyuncs.com, true",
    "Service, odps.aliyuncs.com, RAM, acs:ram::1:user/ann, false",
    "Federated, acs:ram::1:oidc-provider/ack, FEDERATED, acs:ram::1:oidc-provider/ack, true",
    "Federated, acs:ram::1:saml-provider/idp, RAM, acs:ram::1:saml-provider/idp, false",
  })
  void trusts_comparesPrincipals_whenAsked(
      String element, String named, Principal.Kind kind, String caller, boolean trusted) {
    String one = "{\"%s\":\"%s\"}".formatted(element, named);
    String many = "{\"%s\":[\"%s\"]}".formatted(element, named);
    Principal principal = new Principal(kind, caller);
    assertThat(trust(one, "{}").trusts(principal, Map.of())).isEqualTo(trusted);
    assertThat(trust(many, "{}").trusts(principal, Map.of())).isEqualTo(trusted);
  }

  @Test
  void trusts_wantsTheExternalId_whenThePolicyDoes() {
    TrustPolicy policy =
        trust(
            "{\"RAM\":\"acs:ram::1:root\"}",
            "{\"StringEquals\":{\"sts:ExternalId\":\"partner-42\"}}");
    Principal ann = new Principal(Principal.Kind.RAM, "acs:ram::1:user/ann");
    assertThat(policy.trusts(ann, Map.of("sts:ExternalId", List.of("partner-42")))).isTrue();
    assertThat(policy.trusts(ann, Map.of("sts:ExternalId", List.of("partner-43")))).isFalse();
    assertThat(policy.trusts(ann, Map.of())).isFalse();
  }

  @Test
  void trusts_isFalse_whenAnotherStatementDenies() {
    TrustPolicy policy =
        TrustPolicy.parse(
            "{\"Version\":\"1\",\"Statement\":["
                + statement("Allow", "{\"RAM\":\"acs:ram::1:root\"}", "{}")
                + ","
                + statement("Deny", "{\"RAM\":\"acs:ram::1:user/bob\"}", "{\"Odd\":{\"k\":\"v\"}}")
                + "]}");
    assertThat(policy.trusts(new Principal(Principal.Kind.RAM, "acs:ram::1:user/ann"), Map.of()))
        .isTrue();
    assertThat(policy.trusts(new Principal(Principal.Kind.RAM, "acs:ram::1:user/bob"), Map.of()))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{\"RAM\":\"*\"}'|Statement[0].Principal.RAM (line 1): \"*\" (expected: acs:ram::<acc",
        "'{\"RAM\":\"acs:ram::*:root\"}'|\"acs:ram::*:root\" (expected: acs:ram::<account id>",
        "'{\"ram\":\"acs:ram::1:root\"}'|Principal.ram (line 1): unknown element (did you mean RAM",
        "'{\"Service\":\"odps aliyuncs\"}'|(expected: a service like odps.aliyuncs.com)",
        "'{\"Federated\":[]}'|Principal.Federated (line 1): an empty array (expected: at least one",
        "'{}'|Principal (line 1): an object (expected: an object with RAM, Service or Federated)",
        "'\"*\"'|Principal (line 1): \"*\" (expected: an object with RAM, Service or Federated)",
      })
  void parse_namesTheProblem_whenThePrincipalIsWrong(String principal, String problem) {
    assertThatThrownBy(() -> trust(principal, "{}"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void parse_reportsActionAndResource_whenItIsAnAccessPolicy() {
    assertThatThrownBy(
            () ->
                TrustPolicy.parse(
                    """
                    {"Version":"1","Statement":[
                      {"Effect":"Allow","Action":["oss:Get*"],"Resource":"*"}]}"""))
        .hasMessageContaining("Resource belongs in an access policy")
        .hasMessageContaining("Action[0] (line 2): \"oss:Get*\" (expected: sts:AssumeRole)")
        .hasMessageContaining("Statement[0] (line 2): Principal is missing");
  }
}
