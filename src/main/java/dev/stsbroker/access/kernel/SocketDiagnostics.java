package dev.stsbroker.access.kernel;

import dev.stsbroker.access.kernel.SocketTable.Ends;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's answers about single TCP sockets, by netlink (sock_diag(7)). The kernel answers
 * within the call that asks, so nothing is waited for. Not for several threads at a time.
 */
final class SocketDiagnostics {
  /** The longest answer that is taken, in bytes: a socket's row and what goes with it is 130. */
  static final int MOST_BYTES = 4096;

  /** Messages that are passed over because they are to no question, or to an earlier one. */
  private static final int MOST_STRAY = 8;

  private static final int NETLINK = 16;
  private static final int RAW = 3;
  private static final int SOCK_DIAG = 4;
  private static final int ADDRESS_BYTES = 12;
  private static final int KERNEL = 0;

  private final KernelCalls calls;
  private final int socket;
  private final ByteBuffer question = ByteBuffer.allocateDirect(SocketQuery.BYTES);
  private final ByteBuffer message = ByteBuffer.allocateDirect(MOST_BYTES);
  private final ByteBuffer sender = ByteBuffer.allocateDirect(ADDRESS_BYTES);
  private int sequence;

  /**
   * @param socket of netlink, as {@link #open} makes it
   */
  SocketDiagnostics(KernelCalls calls, int socket) {
    this.calls = calls;
    this.socket = socket;
  }

  /** Opens a socket to ask by; its descriptor, or a negative error number. */
  static int open(KernelCalls calls) {
    return calls.socket(NETLINK, RAW, SOCK_DIAG);
  }

  /**
   * What the kernel has of the client's socket of a connection.
   *
   * @return null if the kernel did not tell
   */
  SocketQuery.@Nullable Answer ask(Ends ends) {
    SocketQuery query = new SocketQuery(ends, ++sequence);
    query.write(question);
    if (calls.send(socket, question) != SocketQuery.BYTES) {
      return null;
    }
    for (int stray = 0; stray <= MOST_STRAY; stray++) {
      message.clear();
      sender.clear();
      int length = calls.receive(socket, message, sender);
      if (length < 0 || length > MOST_BYTES) {
        return null;
      }
      message.limit(length);
      if (isKernel() && query.isAnsweredBy(message)) {
        return query.answer(message);
      }
    }
    return null;
  }

  /** Processes may send to this socket as well, if they are root's. */
  private boolean isKernel() {
    sender.order(ByteOrder.nativeOrder());
    return sender.getShort(0) == NETLINK && sender.getInt(4) == KERNEL;
  }
}
