package dev.stsbroker.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.sts.AliyunSts;
import dev.stsbroker.sts.ProxySettings;
import dev.stsbroker.sts.StsListener;
import dev.stsbroker.sts.StsSettings;
import dev.stsbroker.testing.LogLines;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.time.Timing;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes that are no HTTP, from STS's end or an identity's: they reach no log line and no answer.
 */
class UpstreamBytesTest {
  private static final String PLANTED = "SSH-2.0-PLANTED\u001b[2J\r\n\r\n";
  private static final String NO_LENGTH =
      "HTTP/1.1 200 OK\r\nContent-Length: PLANTED\u001b[2J\r\n\r\n";
  private static final String NO_CHUNK =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nPLANTED\u001b[2J\r\n";

  @ParameterizedTest
  @ValueSource(strings = {PLANTED, NO_LENGTH, NO_CHUNK})
  void bytesOfSts_areNowhere_whenTheyAreNoHttp(String bytes) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (LogLines log = new LogLines();
        ServerSocket server = answering(bytes)) {
      StsSettings settings =
          new StsSettings("cn-hangzhou", false, url(server), Duration.ofSeconds(30), 20);
      Timing timing = new Timing(InstantSource.system(), new VertxScheduler(vertx), new Random(1));
      AliyunSts sts =
          new AliyunSts(vertx, settings, timing, StsListener.NONE, new ProxySettings(name -> null));
      Throwable failure =
          sts.callerIdentity(TestingBroker.KEY)
              .toCompletionStage()
              .toCompletableFuture()
              .handle((identity, cause) -> cause)
              .get(60, TimeUnit.SECONDS);
      assertThat(failure).isInstanceOf(CredentialException.class);
      assertThat(failure.getMessage()).doesNotContain("PLANTED");
      // What the connection's end is worth a log line for is told on its event loop.
      TestingBroker.await(vertx.close());
      assertThat(log.all()).noneMatch(line -> line.contains("PLANTED"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PLANTED, NO_LENGTH, NO_CHUNK})
  void bytesOfAnIdentity_areNowhere_whenTheyAreNoHttp(String bytes) throws Exception {
    try (LogLines log = new LogLines();
        ServerSocket server = answering(bytes)) {
      SourceSettings near =
          new SourceSettings.CredentialsUri("default", Secret.of(url(server) + "/credentials"));
      try (TestingBroker broker =
          TestingBroker.startAs(near, TestingBroker.profile("reader", true))) {
        assertThat(broker.get("/credentials").statusCode()).isEqualTo(503);
        assertThat(broker.get("/credentials").body()).doesNotContain("PLANTED");
        assertThat(broker.admin("/status").body()).doesNotContain("PLANTED");
      }
      assertThat(log.all())
          .anyMatch(line -> line.contains("reader"))
          .noneMatch(line -> line.contains("PLANTED"));
    }
  }

  private static URI url(ServerSocket server) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private static ServerSocket answering(String bytes) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    new Thread(() -> answer(server, bytes), "answering").start();
    return server;
  }

  private static void answer(ServerSocket server, String bytes) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        readHead(socket.getInputStream());
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotNull();
      }
    }
  }

  private static void readHead(InputStream in) throws IOException {
    for (int ends = 0, next = in.read(); next >= 0; next = in.read()) {
      ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
      if (ends == 2) {
        return;
      }
    }
  }
}
