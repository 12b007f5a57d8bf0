package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

/** The one form of all failures, which no client can take for credentials. */
public final class ErrorForm {
  private ErrorForm() {}

  /** Fails unless {@code answer} is a failure with {@code code} in the form of the contract. */
  public static void assertFailure(RawAnswer answer, String code) {
    assertThat(answer.json().fieldNames()).containsExactly("Code", "Message", "RequestId");
    assertThat(answer.code()).isEqualTo(code).isNotEqualTo("Success");
    assertThat(answer.json().getString("Message")).isNotBlank();
    assertThat(answer.json().getString("RequestId")).matches("[0-9A-F]{16}");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.headerNames()).noneMatch(name -> name.startsWith("Access-Control"));
  }
}
