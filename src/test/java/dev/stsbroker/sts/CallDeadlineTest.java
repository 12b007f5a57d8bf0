package dev.stsbroker.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The deadline of a call begins with the question, whatever keeps it from being sent. */
class CallDeadlineTest {
  private static final AccessKey KEY = new AccessKey("LTAI5tKey", Secret.of("secret"), null);

  private final Vertx vertx = Vertx.vertx();
  private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
  private final CountDownLatch busy = new CountDownLatch(1);
  private final AliyunSts sts =
      new AliyunSts(
          vertx,
          new StsSettings(
              "cn-hangzhou", false, URI.create("http://127.0.0.1:1"), Duration.ofSeconds(5), 20),
          time.timing(1),
          new StsListener() {},
          new ProxySettings(name -> null));

  @BeforeEach
  void starveSigning() throws Exception {
    WorkerExecutor signing = vertx.createSharedWorkerExecutor("sts-broker-signing", 2);
    CountDownLatch taken = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      signing.executeBlocking(
          () -> {
            taken.countDown();
            return busy.await(60, TimeUnit.SECONDS);
          },
          false);
    }
    assertThat(taken.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @AfterEach
  void stop() {
    busy.countDown();
    vertx.close();
  }

  @Test
  void call_isOverAtItsDeadline_whenItIsNotEvenSigned() {
    Future<CallerIdentity> call = sts.callerIdentity(KEY);
    time.advance(Duration.ofMillis(4999));
    assertThat(call.isComplete()).isFalse();
    time.advance(Duration.ofMillis(1));
    assertThat(((CredentialException) call.cause()).code()).isEqualTo("DeadlineExceeded");
    assertThat(call.cause()).hasMessageContaining("within 5000 ms");
  }

  @Test
  void signing_leavesNoTimer_whenItIsLate() throws Exception {
    Future<CallerIdentity> late = sts.callerIdentity(KEY);
    time.advance(Duration.ofSeconds(5));
    busy.countDown();
    // Nobody listens there: what is signed in time is refused at once, what was late is not sent.
    Future<CallerIdentity> next = sts.callerIdentity(KEY);
    Throwable refused = next.toCompletionStage().toCompletableFuture().handle((ok, e) -> e).get();
    assertThat(refused).hasMessageContaining("the connection failed");
    assertThat(late.cause()).hasMessageContaining("within 5000 ms");
    assertThat(time.armed()).isZero();
  }
}
