package dev.stsbroker.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeLabelsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ok",
        "NoPermission",
        "InvalidAccessKeyId.NotFound",
        "Http502",
        "DeadlineExceeded",
        "ProxyRefused",
        "AuthenticationFail.OIDCToken.Expired",
        "Throttling.User"
      })
  void knownCodes_areLabels(String code) {
    assertThat(CodeLabels.of(code)).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Strange", "Http9999", "No Permission", "", "x.y.z", "Http299"})
  void unknownCodes_areOneLabel(String code) {
    assertThat(CodeLabels.of(code)).isEqualTo("other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Throttling.x", "InvalidApi.Made.Up", "InvalidAccessKeyId.", "NoPermission.\n"})
  void unknownCodesBelowKnownOnes_areThatOne(String code) {
    assertThat(CodeLabels.of(code)).isEqualTo(code.substring(0, code.indexOf('.')));
  }

  @Test
  void labels_areBoundedInNumber() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1500; i++) {
      seen.add(CodeLabels.of("InvalidApi.Number" + i));
      seen.add(CodeLabels.of("Made" + i));
    }
    assertThat(seen).containsExactlyInAnyOrder("other", "InvalidApi");
  }
}
