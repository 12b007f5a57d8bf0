package dev.stsbroker.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallLineTest {
  @Test
  void emptyValues_areLeftOut_withTheirNames() {
    CallLine line =
        new CallLine("oss")
            .with("action", "GetObject")
            .with("status", 200)
            .with("code", "")
            .with("fault", "");
    assertThat(line).hasToString("oss action=GetObject status=200");
    assertThat(line.with("fault", "hang"))
        .hasToString("oss action=GetObject status=200 fault=hang");
  }
}
