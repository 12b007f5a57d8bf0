package dev.stsbroker.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who can reach a unix socket while it is being made, and where one may be. */
class SocketFileTest {
  @TempDir private Path folder = Path.of("");
  private final Vertx vertx = Vertx.vertx();
  private final List<String> modesAtBind = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    get(vertx.close());
  }

  @Test
  void socket_isBoundWhereNobodyElseCanReachIt_andOpenedOnceItsModeIsRight() throws Exception {
    Path path = folder.resolve("broker.sock");
    get(new SocketFile(path).listen(vertx, server()));
    assertThat(modesAtBind).containsExactly("rwx------");
    assertThat(mode(path)).isEqualTo("rw-rw----");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(path);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0777, 01777, 0702})
  void folderThatOthersMayWrite_isRefused(int mode) throws Exception {
    Files.setAttribute(folder, "unix:mode", mode);
    Future<Void> listening = new SocketFile(folder.resolve("s")).listen(vertx, server());
    assertThatThrownBy(() -> get(listening))
        .hasRootCauseInstanceOf(IOException.class)
        .hasRootCauseMessage(
            "%s can be written by other users (expected: chmod o-w %s)".formatted(folder, folder));
    assertThat(modesAtBind).isEmpty();
  }

  /** A server that only notes how private the folder is that it is to bind in. */
  private HttpServer server() {
    return (HttpServer)
        Proxy.newProxyInstance(
            HttpServer.class.getClassLoader(),
            new Class<?>[] {HttpServer.class},
            (proxy, method, arguments) -> {
              Path bound = Path.of(((SocketAddress) arguments[0]).path());
              modesAtBind.add(mode(bound.resolve("..").normalize()));
              ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                  .bind(UnixDomainSocketAddress.of(bound))
                  .close();
              return Future.succeededFuture((HttpServer) proxy);
            });
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
