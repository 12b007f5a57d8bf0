package dev.stsbroker.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.credential.AccessKey;
import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void toString_showsNothing_alsoFromARecord() {
    Secret secret = Secret.of("planted-value");
    assertThat(secret + " " + new AccessKey("id", secret, secret)).doesNotContain("planted");
  }

  @Test
  void equals_comparesValues() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
    assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b"));
  }

  @Test
  void of_refusesNothing() {
    assertThatThrownBy(() -> Secret.of("")).isInstanceOf(IllegalArgumentException.class);
  }
}
