package dev.stsbroker.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Connections of a hostile neighbour, opened anew as often as they are closed. */
final class Flood implements AutoCloseable {
  private static final int CONNECTIONS = 400;
  private static final String GET = "GET %s HTTP/1.1\r\nHost: localhost\r\n";

  private final Thread flooding = new Thread(this::flood, "flood");
  private final InetSocketAddress place;
  private final byte[] bytes;
  private final boolean again;
  private final List<Connection> connections = new ArrayList<>();
  private final AtomicInteger opened = new AtomicInteger();
  private volatile boolean over;

  private Flood(int port, String bytes, boolean again) {
    this.place = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.bytes = bytes.getBytes(US_ASCII);
    this.again = again;
    flooding.start();
  }

  /** Unfinished requests of thousands of short header lines. */
  static Flood headers(int port, String path) {
    return new Flood(port, GET.formatted(path) + "a:\r\n".repeat(4_000), false);
  }

  /** Requests without end, whose answers are never read. */
  static Flood pipeline(int port, String path) {
    return new Flood(port, (GET.formatted(path) + "\r\n").repeat(50), true);
  }

  /** Connections that say nothing. */
  static Flood silent(int port) {
    return new Flood(port, "", false);
  }

  /** Requests with large headers that wait for their answers. */
  static Flood waiting(int port, String path) {
    String headers = ("X-Filler: " + "a".repeat(150) + "\r\n").repeat(95);
    return new Flood(port, GET.formatted(path) + headers + "\r\n", false);
  }

  /** How many connections were tried. */
  int opened() {
    return opened.get();
  }

  private void flood() {
    while (!over) {
      connections.removeIf(one -> !one.goOn());
      for (int i = 0; i < 5 && connections.size() < CONNECTIONS; i++) {
        try {
          connections.add(new Connection());
          opened.incrementAndGet();
        } catch (IOException e) {
          break;
        }
      }
      LockSupport.parkNanos(1_000_000);
    }
    connections.forEach(Connection::close);
  }

  @Override
  public void close() {
    over = true;
    try {
      flooding.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Connection {
    private final SocketChannel channel;
    private final ByteBuffer unsent = ByteBuffer.wrap(bytes);

    Connection() throws IOException {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.connect(place);
    }

    /** Sends what can be sent; false once the other side has closed. */
    boolean goOn() {
      try {
        if (channel.isConnected() || channel.finishConnect()) {
          if (again && !unsent.hasRemaining()) {
            unsent.rewind();
          }
          channel.write(unsent);
          if (!again && channel.read(ByteBuffer.allocate(1024)) < 0) {
            close();
            return false;
          }
        }
        return true;
      } catch (IOException e) {
        close();
        return false;
      }
    }

    void close() {
      try {
        channel.close();
      } catch (IOException e) {
        // It is gone.
      }
    }
  }
}
