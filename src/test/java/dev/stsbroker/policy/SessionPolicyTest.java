package dev.stsbroker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.policy.json.PolicyException;
import org.junit.jupiter.api.Test;

class SessionPolicyTest {
  private static final int FRAME = document("").minified().length();

  private static PolicyDocument document(String name) {
    return PolicyDocument.parse(
        """
        {"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:GetObject",
         "Resource":"acs:oss:*:*:b/%s"}]}"""
            .formatted(name));
  }

  @Test
  void of_takesIt_whenItHasExactlyTheMostBytes() {
    SessionPolicy policy = SessionPolicy.of(document("x".repeat(2048 - FRAME)));
    assertThat(policy.sizeInBytes()).isEqualTo(2048);
    assertThat(policy.large()).isTrue();
  }

  @Test
  void of_namesSizeAndLimit_whenItIsTooLarge() {
    assertThatThrownBy(() -> SessionPolicy.of(document("x".repeat(2049 - FRAME))))
        .isInstanceOf(PolicyException.class)
        .hasMessage("document: 2049 bytes minified (expected: at most 2048, STS's limit)");
  }

  @Test
  void of_countsBytes_whenTheTextIsNotAscii() {
    assertThat(SessionPolicy.of(document("报")).sizeInBytes()).isEqualTo(FRAME + 3);
  }

  @Test
  void large_turnsTrue_above1024Bytes() {
    assertThat(SessionPolicy.of(document("x".repeat(1024 - FRAME))).large()).isFalse();
    assertThat(SessionPolicy.of(document("x".repeat(1025 - FRAME))).large()).isTrue();
  }

  @Test
  void equals_followsTheText_whenWrittenDifferently() {
    SessionPolicy policy = SessionPolicy.of(document("a"));
    assertThat(policy)
        .isEqualTo(SessionPolicy.of(PolicyDocument.parse(document("a").minified())))
        .hasSameHashCodeAs(SessionPolicy.of(document("a")))
        .isNotEqualTo(SessionPolicy.of(document("b")));
    assertThat(policy.digest()).matches("[0-9a-f]{64}");
    assertThat(policy.toString())
        .contains(policy.digest().substring(0, 12))
        .doesNotContain("GetObject");
  }
}
