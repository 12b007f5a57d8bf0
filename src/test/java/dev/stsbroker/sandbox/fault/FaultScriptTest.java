package dev.stsbroker.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.sandbox.rpc.StsCall;
import dev.stsbroker.testing.cloud.AdjustableClock;
import dev.stsbroker.testing.cloud.StsClient;
import dev.stsbroker.testing.cloud.TestCloud;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultScriptTest {
  private final AdjustableClock clock = new AdjustableClock();
  private final TestCloud cloud = new TestCloud(clock);
  private final StsClient client = new StsClient(cloud.sandbox().stsPort(), clock);

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void faults_comeInOrder_thenTheLastingOne() {
    cloud.faults().next(Fault.unavailable()).nextWell().forNext(2, Fault.throttle());
    cloud.faults().always(Fault.internalError());

    assertThat(StsClient.code(assume())).isEqualTo("503 ServiceUnavailable");
    assertThat(StsClient.code(assume())).isEqualTo("200 OK");
    assertThat(StsClient.code(assume())).isEqualTo("400 Throttling.User");
    assertThat(StsClient.code(assume())).isEqualTo("400 Throttling.User");
    assertThat(StsClient.code(assume())).isEqualTo("500 InternalError");
    cloud.faults().clear();
    assertThat(StsClient.code(assume())).isEqualTo("200 OK");
    assertThat(cloud.cloud().calls())
        .extracting(StsCall::fault)
        .containsExactly("unavailable", "", "throttle", "throttle", "internal-error", "");
  }

  @Test
  void hang_answers_whenReleased() throws Exception {
    cloud.faults().next(Fault.hang());
    CompletableFuture<HttpResponse<String>> hanging = assumeAsync();
    awaitHanging(1);
    assertThat(StsClient.code(assume())).isEqualTo("200 OK");
    assertThat(hanging).isNotDone();

    assertThat(cloud.faults().release()).isEqualTo(1);

    assertThat(StsClient.code(hanging.get(60, TimeUnit.SECONDS))).isEqualTo("200 OK");
    assertThat(cloud.faults().hanging()).isZero();
  }

  @Test
  void hang_isAnswered_whenRecoveryComesBeforeItBegan() {
    AtomicInteger answers = new AtomicInteger();
    FaultScript faults = cloud.faults().next(Fault.hang());
    faults.take();

    faults.recover();
    faults.hold(answers::incrementAndGet);

    assertThat(answers).hasValue(1);
    assertThat(faults.hanging()).isZero();
  }

  @Test
  void hang_endsWithoutAnAnswer_whenTheSandboxIsClosed() {
    cloud.faults().next(Fault.hang());
    CompletableFuture<HttpResponse<String>> hanging = assumeAsync();
    awaitHanging(1);

    TestCloud.await(cloud.sandbox().close());

    assertThatThrownBy(() -> hanging.get(60, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
    awaitHanging(0);
  }

  @Test
  void reset_breaksTheConnection_beforeAndWithinTheAnswer() {
    cloud.faults().next(Fault.reset()).next(Fault.resetMidBody());

    assertThatThrownBy(this::assume).isInstanceOf(StsClient.BrokenConnection.class);
    assertThatThrownBy(this::assume).isInstanceOf(StsClient.BrokenConnection.class);
    assertThat(StsClient.code(assume())).isEqualTo("200 OK");
    assertThat(cloud.cloud().succeeded("AssumeRole")).isEqualTo(3);
  }

  @Test
  void badAnswers_areSentAsTheyAre() {
    cloud.faults().next(Fault.garbage()).next(Fault.emptyBody()).next(Fault.badGateway());

    HttpResponse<String> garbage = assume();
    HttpResponse<String> empty = assume();
    HttpResponse<String> gateway = assume();

    assertThat(garbage.statusCode() + garbage.body()).isEqualTo("200{\"Credentials\":<\0>");
    assertThat(empty.statusCode() + empty.body()).isEqualTo("200");
    assertThat(gateway.statusCode()).isEqualTo(502);
    assertThat(gateway.headers().firstValue("Content-Type")).contains("text/html");
    assertThat(gateway.body()).startsWith("<html>");
  }

  @Test
  void missingField_leavesItOut() {
    cloud.faults().next(Fault.missingField("SecurityToken"));
    cloud.faults().next(Fault.missingField("Credentials"));

    assertThat(StsClient.body(assume()).getJsonObject("Credentials").fieldNames())
        .containsExactlyInAnyOrder("AccessKeyId", "AccessKeySecret", "Expiration");
    assertThat(StsClient.body(assume()).fieldNames()).doesNotContain("Credentials");
  }

  @Test
  void expiration_isWrittenAsScripted() {
    cloud.faults().next(Fault.expiration("tomorrow"));
    cloud.faults().next(Fault.lifetime(Duration.ofMinutes(-1)));
    cloud.faults().next(Fault.lifetime(Duration.ofHours(36)));

    assertThat(expiration(assume())).isEqualTo("tomorrow");
    HttpResponse<String> ended = assume();
    assertThat(expiration(ended)).isEqualTo("2026-01-02T03:03:05Z");
    assertThat(expiration(assume())).isEqualTo("2026-01-03T15:04:05Z");
    AccessKey key = StsClient.key(ended);
    assertThat(StsClient.code(client.call(key, Map.of("Action", "GetCallerIdentity"))))
        .isEqualTo("400 InvalidSecurityToken.Expired");
  }

  @Test
  void skew_movesTheWholeClock() {
    cloud.faults().next(Fault.skew(Duration.ofMinutes(5))).next(Fault.skew(Duration.ofHours(-1)));

    HttpResponse<String> ahead = assume();

    assertThat(ahead.headers().firstValue("Date")).contains("Fri, 02 Jan 2026 03:09:05 GMT");
    assertThat(expiration(ahead)).isEqualTo("2026-01-02T04:09:05Z");
    assertThat(StsClient.code(assume())).isEqualTo("400 InvalidTimeStamp.Expired");
  }

  @Test
  void drip_sendsTheWholeBodyInTheEnd() {
    cloud.faults().next(Fault.drip(Duration.ofMillis(1)));

    assertThat(StsClient.key(assume()).id()).startsWith("STS.");
  }

  private HttpResponse<String> assume() {
    return client.call(TestCloud.KEY, StsClient.assume("adminrole"));
  }

  private CompletableFuture<HttpResponse<String>> assumeAsync() {
    return client.callAsync(TestCloud.KEY, StsClient.assume("adminrole"));
  }

  private void awaitHanging(int calls) {
    while (cloud.faults().hanging() != calls) {
      Thread.onSpinWait();
    }
  }

  private static String expiration(HttpResponse<String> response) {
    JsonObject credentials = StsClient.body(response).getJsonObject("Credentials");
    return credentials.getString("Expiration");
  }
}
