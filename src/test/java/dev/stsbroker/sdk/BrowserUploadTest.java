package dev.stsbroker.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * {@code ali-oss} and forms in a page, in Chromium: the page is of another origin than the OSS, its
 * backend hands it a session that it has from the broker. Without chromium it is skipped; without
 * node and npm too, but where {@code CI} is {@code true} it fails.
 */
class BrowserUploadTest {
  private static final Path PAGE = Path.of("src/test/node/browser-upload.html");
  private static final Path SDK =
      NodeFolder.PATH.resolve("node_modules/ali-oss/dist/aliyun-oss-sdk.min.js");
  private static final Path PROFILE = Path.of("target/chromium");

  private final CompletableFuture<String> results = new CompletableFuture<>();

  @Test
  void page_uploads_withASessionOfItsBackend_andIsRefusedByItsPolicies() throws Exception {
    if (!ChildProcess.exists("chromium")) {
      abort("chromium is not there");
    }
    NodeFolder.install();
    try (TestingBroker broker =
        TestingBroker.start(
            OssBroker.wholeBucket("oss-read-write"), OssBroker.wholeBucket("oss-read-only"))) {
      HttpServer backend = backend(broker);
      Process browser = browse(backend.getAddress().getPort());
      try {
        assertThat(results.get(60, TimeUnit.SECONDS).lines())
            .containsExactly(
                "v1 put: 200",
                "v1 get: from a page",
                "v1 multipart: 256000",
                "v1 refused: AccessDenied 403",
                "v4 put: 200",
                "v4 get: from a page",
                "v4 multipart: 256000",
                "v4 refused: AccessDenied 403",
                "form v1: 204 \"A805CA31AF554FC9BBF46B571CBC667F\"",
                "form outside its policy: 403 AccessDenied",
                "form v4: 201 page/form4.txt");
        assertThat(OssBroker.oss(broker).content(OssBroker.BUCKET, "page/form4.txt"))
            .contains(Buffer.buffer("by form"));
      } finally {
        end(browser);
        backend.stop(0);
      }
    }
  }

  private static void end(Process browser) throws InterruptedException {
    browser.descendants().forEach(ProcessHandle::destroyForcibly);
    browser.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  private static Process browse(int port) throws IOException {
    Files.createDirectories(PROFILE);
    return new ProcessBuilder(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--no-proxy-server",
            "--user-data-dir=" + PROFILE.toAbsolutePath(),
            "http://localhost:" + port + "/")
        .redirectErrorStream(true)
        .redirectOutput(PROFILE.resolve("output.txt").toFile())
        .start();
  }

  /** What a page's own server does: it shows the page, and asks the broker for a session. */
  private HttpServer backend(TestingBroker broker) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", call -> answer(call, "text/html", Files.readAllBytes(PAGE)));
    server.createContext(
        "/aliyun-oss-sdk.js", call -> answer(call, "text/javascript", Files.readAllBytes(SDK)));
    String endpoint = new JsonObject().put("endpoint", OssBroker.endpoint(broker)).encode();
    server.createContext(
        "/endpoint", call -> answer(call, "application/json", endpoint.getBytes(UTF_8)));
    server.createContext(
        "/session/",
        call -> {
          String profile = call.getRequestURI().getPath().substring("/session/".length());
          answer(call, "application/json", session(broker.url("/credentials/" + profile)));
        });
    server.createContext(
        "/results",
        call -> {
          String text = new String(call.getRequestBody().readAllBytes(), UTF_8);
          answer(call, "text/plain", new byte[0]);
          results.complete(text);
        });
    server.start();
    return server;
  }

  private static byte[] session(URI url) throws IOException {
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray())
          .body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void answer(HttpExchange call, String type, byte[] body) throws IOException {
    call.getResponseHeaders().set("Content-Type", type);
    call.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    call.getResponseBody().write(body);
    call.close();
  }
}
