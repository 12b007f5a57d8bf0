package dev.stsbroker.cli.client.request;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One request to a broker over TCP or a unix socket, with one deadline for all of it. Made of
 * sockets, because an HTTP client takes longer to load than the request takes; no proxy variable
 * reaches it.
 */
final class BrokerConnection {
  /** Answers have about 2 KiB. */
  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  private final ClientEnvironment clock;
  private final long start;
  private final Duration patience;

  /**
   * @param clock what the patience is measured with
   * @param patience for the whole request
   */
  BrokerConnection(ClientEnvironment clock, Duration patience) {
    this.clock = clock;
    this.start = clock.nanoTime();
    this.patience = patience;
  }

  /**
   * Sends {@code request} and reads the answer to it.
   *
   * @param owner whose the other end has to be; null if it may be anybody's
   * @throws BrokerOwner.StrangerException if it is not; then nothing was sent
   * @throws TimeUpException if the patience ends first
   * @throws ProtocolException if the answer is none of a broker
   * @throws UnknownHostException if there is no such host
   * @throws IOException if nobody listens, or the connection breaks
   */
  BrokerAnswer exchange(BrokerAddress address, byte[] request, @Nullable BrokerOwner owner)
      throws IOException {
    try (SocketChannel channel = open(address);
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      if (!channel.connect(resolved(address.socket()))) {
        await(selector);
        channel.finishConnect();
      }
      if (owner != null) {
        owner.require(channel);
      }
      key.interestOps(SelectionKey.OP_WRITE);
      ByteBuffer out = ByteBuffer.wrap(request);
      while (out.hasRemaining()) {
        await(selector);
        channel.write(out);
      }
      key.interestOps(SelectionKey.OP_READ);
      return answer(channel, selector);
    }
  }

  /** Looks a host up anew each time: where containers start together it may come to be. */
  private static SocketAddress resolved(SocketAddress socket) throws UnknownHostException {
    return socket instanceof InetSocketAddress inet
        ? new InetSocketAddress(InetAddress.getByName(inet.getHostString()), inet.getPort())
        : socket;
  }

  private static SocketChannel open(BrokerAddress address) throws IOException {
    return address.socket() instanceof UnixDomainSocketAddress
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  private BrokerAnswer answer(SocketChannel channel, Selector selector) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(MAX_ANSWER_BYTES);
    while (in.hasRemaining()) {
      await(selector);
      int count = channel.read(in);
      BrokerAnswer whole = BrokerAnswer.read(in.array(), in.position());
      if (whole != null) {
        Arrays.fill(in.array(), (byte) 0);
        return whole;
      }
      if (count < 0) {
        throw new EOFException("the answer was cut off");
      }
    }
    throw new ProtocolException("too long");
  }

  private void await(Selector selector) throws IOException {
    long left = patience.toNanos() - (clock.nanoTime() - start);
    if (left <= 0 || selector.select(Math.max(1, left / 1_000_000)) == 0) {
      throw new TimeUpException();
    }
    selector.selectedKeys().clear();
  }

  /** No answer within the patience. */
  static final class TimeUpException extends IOException {
    private static final long serialVersionUID = 1;
  }
}
