package dev.stsbroker.sandbox.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.policy.Decision.Verdict;
import dev.stsbroker.policy.PolicyDocument;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RightsTest {
  private static final PolicyDocument READ = policy("Allow", "oss:Get*");
  private static final PolicyDocument WRITE = policy("Allow", "oss:Put*");
  private static final PolicyDocument ALL = policy("Allow", "*");
  private static final PolicyDocument NO_READ = policy("Deny", "oss:Get*");

  @ParameterizedTest
  @MethodSource("rights")
  void decide_isUnionOfAttachedAndIntersectionWithSession(
      List<PolicyDocument> attached, @Nullable PolicyDocument session, Verdict reading) {
    AccessRequest request =
        new AccessRequest("oss:GetObject", "acs:oss:*:1234567890123456:b/k", Map.of());

    assertThat(new Rights(attached, session).decide(request)).isEqualTo(reading);
  }

  static List<Arguments> rights() {
    return List.of(
        Arguments.of(List.of(), null, Verdict.NOT_ALLOWED),
        Arguments.of(List.of(), ALL, Verdict.NOT_ALLOWED),
        Arguments.of(List.of(READ), null, Verdict.ALLOWED),
        Arguments.of(List.of(WRITE), null, Verdict.NOT_ALLOWED),
        Arguments.of(List.of(WRITE, READ), null, Verdict.ALLOWED),
        Arguments.of(List.of(ALL, NO_READ), null, Verdict.EXPLICITLY_DENIED),
        Arguments.of(List.of(ALL), READ, Verdict.ALLOWED),
        Arguments.of(List.of(ALL), WRITE, Verdict.NOT_ALLOWED),
        Arguments.of(List.of(WRITE), READ, Verdict.NOT_ALLOWED),
        Arguments.of(List.of(ALL), NO_READ, Verdict.EXPLICITLY_DENIED),
        Arguments.of(List.of(NO_READ), ALL, Verdict.EXPLICITLY_DENIED));
  }

  private static PolicyDocument policy(String effect, String action) {
    return PolicyDocument.parse(
        "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"*\"}]}"
            .formatted(effect, action));
  }
}
