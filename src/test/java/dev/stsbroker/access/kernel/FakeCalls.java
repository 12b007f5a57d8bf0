package dev.stsbroker.access.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.UnaryOperator;

/** A system whose answers a test writes. */
final class FakeCalls implements KernelCalls {
  static final int WOULD_BLOCK = -11;
  static final int KERNEL = 0;

  /** What the socket of netlink is, or the error it is refused with. */
  int socket = 5;

  int sent;

  /** Values of options by their numbers; others are not there. */
  final Map<Integer, byte[]> options = new HashMap<>();

  boolean ended;
  int closed;

  private final Queue<Message> messages = new ArrayDeque<>();
  private ByteBuffer question = ByteBuffer.allocate(0);

  private record Message(int sender, UnaryOperator<ByteBuffer> bytes) {}

  /** The next message, made of the question that was sent. */
  void answer(int sender, UnaryOperator<ByteBuffer> bytes) {
    messages.add(new Message(sender, bytes));
  }

  @Override
  public int socket(int family, int type, int protocol) {
    return socket;
  }

  @Override
  public int pair(ByteBuffer descriptors) {
    descriptors.putInt(0, 6).putInt(4, 7);
    return 0;
  }

  @Override
  public int send(int socket, ByteBuffer message) {
    byte[] bytes = new byte[message.remaining()];
    message.duplicate().get(bytes);
    question = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    sent++;
    return bytes.length;
  }

  @Override
  public int receive(int socket, ByteBuffer message, ByteBuffer sender) {
    Message next = messages.poll();
    if (next == null) {
      return WOULD_BLOCK;
    }
    sender.order(ByteOrder.nativeOrder()).putShort(0, (short) 16).putInt(4, next.sender());
    ByteBuffer bytes = next.bytes().apply(question);
    int length = bytes.remaining();
    int taken = Math.min(length, message.remaining());
    message.duplicate().put(bytes.slice(bytes.position(), taken));
    return length;
  }

  @Override
  public int option(int socket, int option, ByteBuffer value) {
    byte[] bytes = options.get(option);
    if (bytes == null) {
      return -92;
    }
    if (bytes.length > value.remaining()) {
      return -34;
    }
    value.duplicate().put(bytes);
    return bytes.length;
  }

  @Override
  public int readable(int descriptor) {
    return ended ? 1 : 0;
  }

  @Override
  public int close(int descriptor) {
    closed++;
    return 0;
  }
}
