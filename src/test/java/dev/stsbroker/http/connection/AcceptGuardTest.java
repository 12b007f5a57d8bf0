package dev.stsbroker.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How connections are accepted, on time that stands still. */
class AcceptGuardTest {
  private final List<String> failures = new ArrayList<>();
  private final EmbeddedChannel listening = new EmbeddedChannel(new AcceptGuard(failures::add));

  @BeforeEach
  void stop() {
    listening.freezeTime();
  }

  @Test
  void accepting_pausesForAMoment_whenItFails_andSaysSoWithoutAStackTrace() {
    for (int i = 0; i < 3; i++) {
      listening.pipeline().fireExceptionCaught(new IOException("Too many open files"));
      assertThat(listening.config().isAutoRead()).isFalse();
    }
    listening.checkException();
    assertThat(failures).hasSize(3).containsOnly("Too many open files");
    pass(100);
    assertThat(listening.config().isAutoRead()).isTrue();
  }

  @Test
  void otherFailures_goOn() {
    listening.pipeline().fireExceptionCaught(new IllegalStateException("another"));
    assertThatThrownBy(listening::checkException).hasMessage("another");
    assertThat(failures).isEmpty();
  }

  @Test
  void accepting_pauses_whileConnectionsWereNotLookedAt() {
    List<EmbeddedChannel> accepted = new ArrayList<>();
    for (int i = 0; i < AcceptGuard.FEW; i++) {
      assertThat(listening.config().isAutoRead()).isTrue();
      accepted.add(new EmbeddedChannel());
      listening.writeInbound(accepted.get(i));
    }
    assertThat(listening.config().isAutoRead()).isFalse();
    accepted.get(0).finishAndReleaseAll();
    accepted.get(0).finishAndReleaseAll();
    pass(1);
    assertThat(listening.config().isAutoRead()).isTrue();
    listening.writeInbound(new EmbeddedChannel());
    assertThat(listening.config().isAutoRead()).isFalse();
    accepted.get(1).attr(AcceptGuard.PAUSE).set(TimeUnit.MILLISECONDS.toNanos(5));
    accepted.get(1).pipeline().fireChannelActive();
    pass(4);
    assertThat(listening.config().isAutoRead()).isFalse();
    pass(1);
    assertThat(listening.config().isAutoRead()).isTrue();
  }

  @Test
  void connectionThatIsUndecided_isNotLookedAt() {
    Promise<String> decided = Promise.promise();
    for (int i = 0; i < AcceptGuard.FEW; i++) {
      EmbeddedChannel accepted = new EmbeddedChannel();
      accepted.attr(AcceptGuard.DECIDED).set(decided.future());
      listening.writeInbound(accepted);
      accepted.pipeline().fireChannelActive();
    }
    pass(1);
    assertThat(listening.config().isAutoRead()).isFalse();
    decided.complete("whose it is");
    pass(1);
    assertThat(listening.config().isAutoRead()).isTrue();
  }

  private void pass(long millis) {
    listening.runPendingTasks();
    listening.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    listening.runPendingTasks();
  }
}
