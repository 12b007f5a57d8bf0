package dev.stsbroker.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.ManualTime;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is between the broker and STS, and has a certificate of its own. */
class StsCertificateTest {
  private static final AccessKey KEY = new AccessKey("LTAI5t", Secret.of("planted"), null);

  @TempDir private Path folder = Path.of("");
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Test
  void call_isNotSent_toAnEndWhoseCertificateNobodyTrusts() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    HttpServerOptions tls =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(new PfxOptions().setPath(certificate()).setPassword("changeit"));
    HttpServer server =
        vertx
            .createHttpServer(tls)
            .requestHandler(
                request -> {
                  requests.incrementAndGet();
                  request.response().end("{}");
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
    URI endpoint = URI.create("https://localhost:" + server.actualPort());
    ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"), Runnable::run);
    AliyunSts sts =
        new AliyunSts(
            vertx,
            new StsSettings("cn-hangzhou", false, endpoint, Duration.ofSeconds(60), 20),
            time.timing(1),
            StsListener.NONE,
            new ProxySettings(name -> null));

    assertThatThrownBy(
            () ->
                sts.callerIdentity(KEY)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS))
        .hasMessageContaining("the certificate is not trusted")
        .hasMessageNotContaining("planted");
    assertThat(requests).hasValue(0);
  }

  private String certificate() throws Exception {
    String file = folder.resolve("own.p12").toString();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keystore",
            file,
            "-storetype",
            "PKCS12",
            "-storepass",
            "changeit",
            "-alias",
            "own",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost");
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    return file;
  }
}
