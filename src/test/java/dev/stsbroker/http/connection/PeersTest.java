package dev.stsbroker.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stsbroker.access.kernel.SocketTable;
import dev.stsbroker.testing.Ipv6;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is at the other end of real connections, by tables that are there and that are not. */
class PeersTest {
  private static final Path TCP = Path.of("/proc/net/tcp");
  private static final Path TCP6 = Path.of("/proc/net/tcp6");

  @TempDir private Path folder = Path.of("");
  private final Vertx vertx = ListenTransport.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(60, TimeUnit.SECONDS);
  }

  @Test
  void client_isOfThisUser_overBothFamilies() throws Exception {
    assumeTrue(Ipv6.isThere(), "has no IPv6");
    String own = "not asked; uid " + Files.getAttribute(folder, "unix:uid");
    Peers peers = new Peers(vertx);
    assertThat(ask(peers, "127.0.0.1")).isEqualTo(own);
    assertThat(ask(peers, "::1")).isEqualTo(own);
  }

  @Test
  void client_isUnknown_whereATableIsHidden() throws Exception {
    Path none = folder.resolve("none");
    assertThat(ask(new Peers(vertx, new SocketTable(none, TCP6)), "127.0.0.1"))
        .isEqualTo("not asked; there is no " + none);
    assumeTrue(Ipv6.isThere(), "has no IPv6");
    assertThat(ask(new Peers(vertx, new SocketTable(TCP, none)), "::1"))
        .isEqualTo("not asked; its socket has no row in " + TCP);
  }

  /** The table is gone before the second request, and is not needed. */
  @Test
  void kernelIsAskedOnceAConnection() throws Exception {
    Path copy = folder.resolve("tcp");
    HttpServer server = server(new Peers(vertx, new SocketTable(copy, TCP6)), "127.0.0.1");
    URI url = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
    String unknown = "there is no " + copy;
    assertThat(get(url)).isEqualTo("not asked; " + unknown);
    Files.copy(TCP, copy);
    assertThat(get(url)).isEqualTo("asked; " + unknown);
  }

  private String ask(Peers peers, String host) throws Exception {
    HttpServer server = server(peers, host);
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return get(URI.create("http://" + literal + ":" + server.actualPort() + "/"));
  }

  private HttpServer server(Peers peers, String host) throws Exception {
    return vertx
        .createHttpServer()
        .requestHandler(
            request -> {
              boolean before = Peers.of(request.connection()).unknown().contains("not asked");
              peers
                  .ask(request.connection())
                  .onSuccess(
                      peer ->
                          request
                              .response()
                              .end(
                                  (before ? "not asked; " : "asked; ")
                                      + (peer.uid() == null
                                          ? peer.unknown()
                                          : "uid " + peer.uid())));
            })
        .listen(0, host)
        .await(60, TimeUnit.SECONDS);
  }

  private String get(URI url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(url).version(HttpClient.Version.HTTP_1_1).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
