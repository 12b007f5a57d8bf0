package dev.stsbroker.access.kernel;

import dev.stsbroker.access.kernel.SocketTable.Ends;
import dev.stsbroker.io.SocketText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The question for the client's socket of one TCP connection in the form of sock_diag(7), and what
 * an answer says. An answer is only believed if it is to this very question.
 */
final class SocketQuery {
  /** Of a question: a head of 16 bytes, and what is asked for. */
  static final int BYTES = 72;

  private static final int HEAD = 16;
  private static final int ROW = 72;
  private static final short ERROR = 2;
  private static final short BY_FAMILY = 20;
  private static final short REQUEST = 1;
  private static final byte INET = 2;
  private static final byte INET6 = 10;
  private static final byte TCP = 6;
  private static final byte ESTABLISHED = 1;
  private static final int NO_SUCH_SOCKET = -2;

  /**
   * The interface by which answers of this machine reach the client: the kernel looks for its
   * socket just as it does for a packet, so one that is bound to this interface is found as well.
   */
  private static final int LOOPBACK = 1;

  private static final int NO_COOKIE = -1;

  private final Ends ends;
  private final int sequence;

  SocketQuery(Ends ends, int sequence) {
    this.ends = ends;
    this.sequence = sequence;
  }

  /**
   * What the kernel said.
   *
   * @param row the socket's; null if there is no such socket
   */
  record Answer(@Nullable Row row) {}

  /**
   * The client's socket.
   *
   * @param established whether it is neither opening nor closing
   * @param uid the user that made it, 0 to 2^32 - 1
   * @param inode its number; 0 if no process has it
   */
  record Row(boolean established, long uid, long inode) {}

  /** Puts the question at the beginning of {@code into}, and has it hold nothing else. */
  void write(ByteBuffer into) {
    InetAddress client = ends.client().getAddress();
    boolean six = client.getAddress().length > Integer.BYTES;
    into.clear().order(ByteOrder.nativeOrder());
    into.putInt(BYTES).putShort(BY_FAMILY).putShort(REQUEST).putInt(sequence).putInt(0);
    into.put(six ? INET6 : INET).put(TCP).putShort((short) 0).putInt(1 << ESTABLISHED);
    into.order(ByteOrder.BIG_ENDIAN);
    into.putShort((short) ends.client().getPort()).putShort((short) ends.server().getPort());
    address(into, client);
    address(into, ends.server().getAddress());
    into.order(ByteOrder.nativeOrder());
    into.putInt(device(client)).putInt(NO_COOKIE).putInt(NO_COOKIE).flip();
  }

  private static void address(ByteBuffer into, InetAddress address) {
    byte[] bytes = address.getAddress();
    into.put(bytes).put(new byte[16 - bytes.length]);
  }

  /** A socket with a link's address is bound to that link. */
  private static int device(InetAddress client) {
    return client instanceof Inet6Address six && six.getScopeId() != 0
        ? six.getScopeId()
        : LOOPBACK;
  }

  /** Whether {@code message} is to this question and to no other. */
  boolean isAnsweredBy(ByteBuffer message) {
    return message.remaining() >= HEAD && words(message).getInt(8) == sequence;
  }

  /**
   * What the kernel's {@code message} says.
   *
   * @return null if that cannot be told: it is an error, cut, of another form, or of another socket
   */
  @Nullable Answer answer(ByteBuffer message) {
    ByteBuffer told = words(message);
    int length = told.remaining() < HEAD ? 0 : told.getInt(0);
    if (length < HEAD || length > told.remaining() || !isAnsweredBy(message)) {
      return null;
    }
    short type = told.getShort(4);
    if (type == ERROR && length >= HEAD + Integer.BYTES) {
      return told.getInt(HEAD) == NO_SUCH_SOCKET ? new Answer(null) : null;
    }
    if (type != BY_FAMILY || length < HEAD + ROW || !isOfTheseEnds(told)) {
      return null;
    }
    return new Answer(
        new Row(
            told.get(HEAD + 1) == ESTABLISHED,
            Integer.toUnsignedLong(told.getInt(HEAD + 64)),
            Integer.toUnsignedLong(told.getInt(HEAD + 68))));
  }

  /**
   * A socket of IPv6 may be connected by IPv4; then it is found by its addresses of IPv4, and told
   * of with those that stand for them in IPv6.
   */
  private boolean isOfTheseEnds(ByteBuffer told) {
    byte family = told.get(HEAD);
    return (family == INET || family == INET6)
        && isEnd(told, HEAD + 4, HEAD + 8, ends.client())
        && isEnd(told, HEAD + 6, HEAD + 24, ends.server());
  }

  private static boolean isEnd(ByteBuffer told, int port, int address, InetSocketAddress end) {
    boolean six = told.get(HEAD) == INET6;
    byte[] own = end.getAddress().getAddress();
    byte[] has = new byte[six ? 16 : Integer.BYTES];
    told.get(address, has);
    return Arrays.equals(has, six ? SocketText.mapped(own) : own)
        && told.duplicate().getShort(port) == (short) end.getPort();
  }

  /** Numbers are of the machine's byte order, but for ports, which are of the network's. */
  private static ByteBuffer words(ByteBuffer message) {
    return message.slice().order(ByteOrder.nativeOrder());
  }
}
