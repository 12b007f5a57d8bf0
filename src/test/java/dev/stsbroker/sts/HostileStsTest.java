package dev.stsbroker.sts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.ManualTime;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers no STS would give, byte for byte, over real sockets. */
class HostileStsTest {
  private static final AccessKey KEY = new AccessKey("LTAI5t", Secret.of("planted"), null);
  private static final String CALLER =
      "{\"RequestId\":\"R\",\"AccountId\":\"1\",\"Arn\":\"acs:ram::1:root\"}";

  private final Vertx vertx = Vertx.vertx();
  private final ManualTime time =
      new ManualTime(Instant.parse("2026-01-01T00:00:00Z"), Runnable::run);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private ServerSocket server;
  private volatile byte[] answer = new byte[0];

  @BeforeEach
  void listen() throws Exception {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "hostile");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Test
  void wholeAnswer_isUnderstood() throws Exception {
    answer("200 OK", "", CALLER.getBytes(ISO_8859_1));
    assertThat(
            sts(direct(), Map.of()).callerIdentity(KEY).toCompletionStage().toCompletableFuture())
        .succeedsWithin(60, TimeUnit.SECONDS)
        .isEqualTo(new CallerIdentity("1", "acs:ram::1:root", ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirect_isNotFollowed(int status) {
    answer(status + " Moved", "Location: " + direct() + "/elsewhere\r\n", new byte[0]);
    CredentialException failure = failure(sts(direct(), Map.of()));
    assertThat(failure.code()).isEqualTo("Http" + status);
    assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(requests).hasSize(1);
  }

  @Test
  void compressedAnswer_isNotAskedFor_norUnderstood() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(CALLER.getBytes(ISO_8859_1));
    }
    answer("200 OK", "Content-Encoding: gzip\r\n", packed.toByteArray());
    assertThat(failure(sts(direct(), Map.of())).code()).isEqualTo("BadAnswer");
    assertThat(requests.get(0).toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("accept-encoding");
  }

  @Test
  void longAnswer_isCutOff() {
    answer("200 OK", "", new byte[70_000]);
    CredentialException failure = failure(sts(direct(), Map.of()));
    assertThat(failure.code()).isEqualTo("BadAnswer");
    assertThat(failure.sentence()).contains("longer than 65536 bytes");
  }

  @Test
  void longHeaders_areCutOff() {
    answer("200 OK", "X: " + "x".repeat(50_000) + "\r\n", CALLER.getBytes(ISO_8859_1));
    assertThat(failure(sts(direct(), Map.of())).kind()).isEqualTo(FailureKind.UNAVAILABLE);
  }

  @Test
  void proxyThatAsksWhoItIs_isNotCalledUnreachable() {
    answer("407 Proxy Authentication Required", "", new byte[0]);
    String proxy = "http://user:planted@127.0.0.1:" + server.getLocalPort();
    CredentialException failure =
        failure(sts("https://sts.example.com", Map.of("HTTPS_PROXY", proxy)));
    assertThat(failure.code()).isEqualTo("ProxyRefused");
    assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(failure.sentence())
        .contains("the proxy asks for authentication (expected: a user and password")
        .doesNotContain("planted");
    assertThat(requests.get(0)).startsWith("CONNECT sts.example.com:443 ");
  }

  @Test
  void proxyThatAnswersInStsPlace_isNotCalledSts() {
    answer("407 Proxy Authentication Required", "", "{\"Code\":\"x\"}".getBytes(ISO_8859_1));
    CredentialException failure = failure(sts(direct(), Map.of()));
    assertThat(failure.code()).isEqualTo("ProxyRefused");
    assertThat(failure.sentence()).contains("the proxy asks for authentication (expected: ");
  }

  @Test
  void proxyThatRefuses_isToldWithItsStatus() {
    answer("403 Forbidden", "", new byte[0]);
    String proxy = "http://127.0.0.1:" + server.getLocalPort();
    assertThat(failure(sts("https://sts.example.com", Map.of("HTTPS_PROXY", proxy))).sentence())
        .endsWith("the proxy does not let it through, HTTP 403");
  }

  private void answer(String status, String headers, byte[] body) {
    byte[] head =
        ("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n")
            .getBytes(ISO_8859_1);
    byte[] whole = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    answer = whole;
  }

  private String direct() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private AliyunSts sts(String endpoint, Map<String, String> variables) {
    return sts(endpoint, variables, StsListener.NONE);
  }

  private AliyunSts sts(String endpoint, Map<String, String> variables, StsListener listener) {
    StsSettings settings =
        new StsSettings("cn-hangzhou", false, URI.create(endpoint), Duration.ofSeconds(60), 20);
    return new AliyunSts(
        vertx, settings, time.timing(1), listener, new ProxySettings(variables::get));
  }

  @Test
  void listenersThatThrow_breakNoCall() {
    answer("200 OK", "Date: Thu, 01 Jan 2026 00:00:00 GMT\r\n", CALLER.getBytes(ISO_8859_1));
    StsListener broken =
        new StsListener() {
          @Override
          public void started(String action) {
            throw new IllegalStateException("started");
          }

          @Override
          public void ended(String action, String outcome, Duration took) {
            throw new IllegalStateException("ended");
          }

          @Override
          public void dated(Instant date, boolean proved) {
            throw new IllegalStateException("dated");
          }
        };
    assertThat(
            sts(direct(), Map.of(), broken)
                .callerIdentity(KEY)
                .toCompletionStage()
                .toCompletableFuture())
        .succeedsWithin(60, TimeUnit.SECONDS)
        .isEqualTo(new CallerIdentity("1", "acs:ram::1:root", ""));
    assertThatThrownBy(() -> time.advance(Duration.ZERO))
        .as("it is reported where it breaks nothing")
        .isInstanceOf(IllegalStateException.class);
  }

  private static CredentialException failure(AliyunSts sts) {
    try {
      sts.callerIdentity(KEY).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
      throw new AssertionError("it was understood");
    } catch (ExecutionException e) {
      return java.util.Objects.requireNonNull((CredentialException) e.getCause());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void serve() {
    try {
      while (!server.isClosed()) {
        try (Socket socket = server.accept()) {
          byte[] start = new byte[8192];
          int read = socket.getInputStream().read(start);
          requests.add(new String(start, 0, Math.max(read, 0), ISO_8859_1));
          socket.getOutputStream().write(answer);
          socket.shutdownOutput();
          socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
          // The client hung up, or the test is over.
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
