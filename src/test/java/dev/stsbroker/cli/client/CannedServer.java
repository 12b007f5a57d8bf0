package dev.stsbroker.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers every request with the same bytes, whatever they are, and closes. */
final class CannedServer implements AutoCloseable {
  private final ServerSocketChannel server;
  private final String url;
  private final byte[] answer;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private CannedServer(ServerSocketChannel server, String url, String answer) {
    this.server = server;
    this.url = url;
    this.answer = answer.getBytes(UTF_8);
  }

  static CannedServer onTcp(String answer) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    String url = "http://127.0.0.1:" + server.socket().getLocalPort();
    return new CannedServer(server, url, answer).begin();
  }

  static CannedServer onUnixSocket(Path path, String answer) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    return new CannedServer(server, "unix:" + path, answer).begin();
  }

  /** A whole HTTP answer. */
  static String http(int status, String body) {
    return "HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.getBytes(UTF_8).length, body);
  }

  private CannedServer begin() {
    Thread thread = new Thread(this::serve, "canned");
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  String url() {
    return url;
  }

  /** The requests it got, whole. */
  List<String> requests() {
    return requests;
  }

  private void serve() {
    while (server.isOpen()) {
      try (SocketChannel client = server.accept()) {
        StringBuilder request = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (request.indexOf("\r\n\r\n") < 0 && client.read(buffer.clear()) >= 0) {
          request.append(UTF_8.decode(buffer.flip()));
        }
        requests.add(request.toString());
        ByteBuffer out = ByteBuffer.wrap(answer);
        while (out.hasRemaining()) {
          client.write(out);
        }
      } catch (AsynchronousCloseException e) {
        return;
      } catch (IOException e) {
        // The client had read enough.
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
