package dev.stsbroker.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeLabelsTest {
  private final CodeLabels labels = new CodeLabels();

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
    assertThat(labels.of(code)).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Strange",
        "Http9999",
        "No Permission",
        "",
        "NoPermission.\n",
        "x.y.z",
        "Http299",
        "Throttling.x"
      })
  void unknownCodes_areOneLabel(String code) {
    assertThat(labels.of(code)).isEqualTo("other");
  }

  @Test
  void codesBelowKnownOnes_areBoundedInNumber_andHideNoKnownOne() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1500; i++) {
      seen.add(labels.of("InvalidApi.Number" + i));
      seen.add(labels.of("Made" + i));
    }
    assertThat(seen).contains("other", "InvalidApi").hasSize(62);
    assertThat(labels.of("InvalidApi.Number7")).isEqualTo("InvalidApi.Number7");
    assertThat(labels.of("NoPermission")).isEqualTo("NoPermission");
    assertThat(labels.of("InvalidAccessKeyId.NotFound")).isEqualTo("InvalidAccessKeyId");
  }
}
