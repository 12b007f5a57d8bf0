package dev.stsbroker.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stsbroker.io.ProcessUser;
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
import java.nio.file.LinkOption;
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

  /** By a folder above it, though its own is right. */
  @Test
  void folderThatOthersMayReplace_isRefused() throws Exception {
    Path above = Files.createDirectory(folder.resolve("above"));
    Path own = Files.createDirectory(above.resolve("own"));
    Files.setAttribute(above, "unix:mode", 0757);
    assertRefused(
        own,
        "%s is below %s, whose mode 0757 lets other users replace it (expected: chmod 0755 %2$s)"
            .formatted(own, above));
  }

  /** Its owner can turn the link to a folder of its own, with a socket of its own. */
  @Test
  void folderBehindAnotherUsersLink_isRefused() throws Exception {
    Path own = Files.createDirectory(folder.resolve("own"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), own);
    Files.setAttribute(folder, "unix:mode", 01777);
    give(link);
    assertRefused(
        link,
        "%s is below %1$s of user 4242, who may replace it (expected: user 0)".formatted(link));
  }

  @Test
  void folderWithinAnotherUsers_isRefused() throws Exception {
    Path others = Files.createDirectory(folder.resolve("others"));
    Path within = Files.createDirectory(others.resolve("within"));
    give(others);
    assertRefused(
        within,
        "%s is below %s of user 4242, who may replace it (expected: user 0)"
            .formatted(within, others));
  }

  @Test
  void folderOfAnotherUser_isRefused_asRootToo() throws Exception {
    Path others = Files.createDirectory(folder.resolve("others"));
    give(others);
    assertRefused(others, others + " belongs to user 4242, who may change it (expected: user 0)");
  }

  /** The socket is open to the group, so the group's folder is no worse. */
  @Test
  void folderThatItsGroupMayWrite_isTaken() throws Exception {
    Files.setAttribute(folder, "unix:mode", 0770);
    get(new SocketFile(folder.resolve("s")).listen(vertx, server()));
    assertThat(mode(folder.resolve("s"))).isEqualTo("rw-rw----");
  }

  private void assertRefused(Path place, String sentence) {
    Future<Void> listening = new SocketFile(place.resolve("s")).listen(vertx, server());
    assertThatThrownBy(() -> get(listening))
        .hasRootCauseInstanceOf(IOException.class)
        .hasRootCauseMessage(sentence);
    assertThat(modesAtBind).isEmpty();
  }

  /** To another user, which root alone can do. */
  private static void give(Path path) throws IOException {
    assumeTrue(ProcessUser.number() == 0, "needs root");
    Files.setAttribute(path, "unix:uid", 4242, LinkOption.NOFOLLOW_LINKS);
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
