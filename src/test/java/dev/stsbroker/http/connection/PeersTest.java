package dev.stsbroker.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stsbroker.access.kernel.KernelLookup;
import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.access.kernel.SocketTable;
import dev.stsbroker.testing.Ipv6;
import dev.stsbroker.testing.Waiting;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
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

  /** Once prepared, a system call tells at once; where there is none, a thread is asked. */
  @Test
  void client_isKnownAtOnce_whereASystemCallTells() throws Exception {
    Peers peers = new Peers(vertx);
    boolean able = KernelLookup.ofMachine().tcpProblem() == null;
    HttpServer server = server(peers, "127.0.0.1");
    URI url = URI.create("http://127.0.0.1:" + server.actualPort() + "/cheap");
    if (able) {
      Waiting.until("system calls are prepared", () -> get(url).equals("true at once"));
    }
    assertThat(get(url)).isEqualTo(able ? "true at once" : "false later");
  }

  @Test
  void clientOfAUnixSocket_isKnownWithItsGroup_andWithItsProcessWhereItCanBe() throws Exception {
    Path socket = folder.resolve("s");
    long uid = ((Number) Files.getAttribute(folder, "unix:uid")).longValue();
    long gid = ((Number) Files.getAttribute(folder, "unix:gid")).longValue();
    boolean able = KernelLookup.ofMachine().unixProblem() == null;
    Peer known = overUnix(new Peers(vertx), socket);
    assertThat(known.uid()).isEqualTo(uid);
    assertThat(known.gids()).contains(gid);
    assertThat(known.pid()).isEqualTo(able ? ProcessHandle.current().pid() : null);
    Peer slowly = overUnix(new Peers(vertx, SocketTable.ofMachine()), folder.resolve("t"));
    assertThat(slowly).isEqualTo(new Peer(uid, Set.of(gid), null, ""));
  }

  /** Who a connection of this process is to the broker. */
  private Peer overUnix(Peers peers, Path socket) throws Exception {
    Promise<Peer> told = Promise.promise();
    vertx
        .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
        .connectionHandler(connection -> peers.ask(connection).onComplete(told))
        .requestHandler(request -> request.response().end())
        .listen(SocketAddress.domainSocketAddress(socket.toString()))
        .await(60, TimeUnit.SECONDS);
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      assertThat(channel.isConnected()).isTrue();
      return told.future().await(60, TimeUnit.SECONDS);
    }
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
              if (request.path().equals("/cheap")) {
                boolean cheap = peers.cheap();
                boolean done = peers.ask(request.connection()).isComplete();
                request.response().putHeader("Connection", "close");
                request.response().end(cheap + (done ? " at once" : " later"));
                return;
              }
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
