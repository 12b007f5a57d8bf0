package dev.stsbroker.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetersTest {
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
    assertThat(Meters.bounded(code)).isEqualTo(code);
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
    assertThat(Meters.bounded(code)).isEqualTo("other");
  }

  @Test
  void codesBelowKnownOnes_areBoundedInNumber() {
    Set<String> labels = new HashSet<>();
    for (int i = 0; i < 1500; i++) {
      labels.add(Meters.bounded("InvalidApi.Number" + i));
      labels.add(Meters.bounded("Made" + i));
    }
    assertThat(labels).contains("other").hasSize(1);
  }
}
