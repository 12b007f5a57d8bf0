package dev.stsbroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.sandbox.Sandbox;
import dev.stsbroker.sandbox.settings.SandboxSettings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sandbox's banner has a line for every service that is configured, and none for others. */
class SandboxBannerTest {
  private static final String STS =
      "{\"sts\": \"127.0.0.1:0\", \"accounts\": [{\"id\": \"1234567890123456\"}]%s}";

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void everyServer_isALine_withItsOwnPort() throws Exception {
    Sandbox sandbox =
        started(STS.formatted(", \"oss\": \"127.0.0.1:0\", \"metadata\": \"127.0.0.1:0\""));
    String oss = "127.0.0.1:" + sandbox.oss().orElseThrow().port();
    String metadata = "127.0.0.1:" + sandbox.metadata().orElseThrow().port();
    assertThat(List.of(broker(sandbox), SandboxBanner.cloud(sandbox)))
        .allSatisfy(
            banner ->
                assertThat(banner)
                    .contains(
                        "http://127.0.0.1:" + sandbox.stsPort(),
                        "  OSS     http://" + oss + "  (emulated",
                        "  ECS     http://" + metadata + "  (emulated metadata service"));
  }

  @Test
  void serversThatAreNotConfigured_leaveNoLine_andNoGap() throws Exception {
    Sandbox sandbox = started(STS.formatted(""));
    assertThat(broker(sandbox))
        .doesNotContain("OSS", "metadata")
        .contains("  (emulated)\n\nSee a credential:");
    assertThat(SandboxBanner.cloud(sandbox))
        .endsWith("endpoint: http://127.0.0.1:" + sandbox.stsPort());
  }

  private static String broker(Sandbox sandbox) {
    return SandboxBanner.broker(
        sandbox,
        List.of(new ListenAddress("127.0.0.1", 7070), new ListenAddress("127.0.0.1", 7071)));
  }

  private Sandbox started(String settings) throws Exception {
    Sandbox sandbox =
        new Sandbox(vertx, SandboxSettings.parse(new JsonObject(settings)), InstantSource.system());
    sandbox.start().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    return sandbox;
  }
}
