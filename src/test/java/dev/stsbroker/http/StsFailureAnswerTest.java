package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.TestingBroker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a caller is told when STS fails and nothing live is held. */
class StsFailureAnswerTest {
  private static final String REQUEST_ID = "[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}";
  private TestingBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker = TestingBroker.startOnManualTime(TestingBroker.profile("cold", false));
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void refusal_is502WithStsCodeAndRequestId_whenStsRefusesForGood() throws Exception {
    fail(Fault.refuse(403, "NoPermission", "You are not authorized to do this action.", null));
    RawAnswer answer = ask();
    assertThat(answer.status()).isEqualTo(502);
    ErrorForm.assertFailure(answer, "StsRefused");
    assertThat(message(answer))
        .matches(
            "profile cold: identity default: AssumeRole: NoPermission: You are not authorized to do"
                + " this action\\. \\(request "
                + REQUEST_ID
                + "\\)");
    assertThat(answer.header("Retry-After")).isNull();
  }

  @Test
  void refusal_keepsTheStringToSignBack_whenTheSignatureIsWrong() throws Exception {
    String said = "server string to sign is:POST&%2F&AccessKeyId%3DLTAI5tTestKey&Signature=abc=";
    fail(Fault.refuse(400, "SignatureDoesNotMatch", said, null));
    RawAnswer answer = ask();
    assertThat(answer.status()).isEqualTo(502);
    assertThat(message(answer))
        .contains("identity default", "SignatureDoesNotMatch")
        .doesNotContain("string to sign", "Signature=", "%2F");
  }

  static List<Fault> passing() {
    return List.of(
        Fault.unavailable(),
        Fault.internalError(),
        Fault.throttle(),
        Fault.reset(),
        Fault.resetMidBody(),
        Fault.garbage(),
        Fault.emptyBody(),
        Fault.badGateway(),
        Fault.missingField("SecurityToken"),
        Fault.missingField("AccessKeySecret"),
        Fault.expiration("soon"),
        Fault.expiration("2025-12-31T23:59:59Z"),
        Fault.lifetime(Duration.ofSeconds(59)));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void failure_is503WithAPause_whenItMayPass(Fault fault) throws Exception {
    fail(fault);
    RawAnswer answer = ask();
    assertThat(answer.status()).isEqualTo(503);
    ErrorForm.assertFailure(answer, "StsUnavailable");
    assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
    assertThat(message(answer)).startsWith("profile cold: ");
    assertNothingSecret(answer);
  }

  @Test
  void pause_isAsLongAsStsAsked_whenItThrottles() throws Exception {
    fail(Fault.throttle(Duration.ofSeconds(7)));
    assertThat(ask().header("Retry-After")).isEqualTo("7");
    broker.time().advance(Duration.ofMillis(2500));
    assertThat(ask().header("Retry-After")).isEqualTo("5");
  }

  @Tag("quirk-8")
  @Test
  void failure_costsNoFurtherCall_whileItIsRemembered() throws Exception {
    fail(Fault.refuse(404, "EntityNotExist.Role", "The role not exists.", null));
    String first = message(ask());
    assertThat(message(ask())).isEqualTo(first);
    assertThat(broker.sandbox().cloud().calls()).hasSize(1);
  }

  @Test
  void failure_is503_whenStsHangsUntilTheDeadline() throws Exception {
    fail(Fault.hang());
    try (RawConnection connection = new RawConnection(broker.port())) {
      connection.send(RawConnection.get("/credentials"));
      // The clock's watch, the call's deadline and the engine's own.
      broker.time().awaitArmed(3);
      broker.time().advance(Duration.ofSeconds(5));
      RawAnswer answer = connection.read();
      assertThat(answer.status()).isEqualTo(503);
      ErrorForm.assertFailure(answer, "StsUnavailable");
    }
  }

  private void fail(Fault fault) {
    broker.sandbox().cloud().faults().always(fault);
  }

  private RawAnswer ask() throws Exception {
    return RawConnection.ask(broker.port(), RawConnection.get("/credentials"));
  }

  private static String message(RawAnswer answer) {
    return answer.json().getString("Message");
  }

  private static void assertNothingSecret(RawAnswer answer) {
    assertThat(answer.body())
        .doesNotContain(TestingBroker.KEY.secret().reveal(), "SANDBOX", "STS.");
    assertThat(answer.body()).doesNotContain("Signature");
  }
}
