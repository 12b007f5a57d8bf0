package dev.stsbroker.access.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The calls by the foreign-function API. All functions are called in one form, six whole numbers of
 * which a function takes those that it has: making a form costs the JVM tens of milliseconds.
 */
final class ForeignCalls implements KernelCalls {
  private static final int SOL_SOCKET = 1;
  private static final int UNIX = 1;
  private static final int STREAM = 1;
  private static final int CLOSE_ON_EXEC = 0x80000;

  /** Cuts a message and tells its whole length, and never waits. */
  private static final int RECEIVE = 0x20 | 0x40;

  private static final int DONT_WAIT = 0x40;
  private static final short POLL_IN = 1;

  private final MethodHandle call;
  private final VarHandle errno;
  private final MemorySegment state;
  private final MemorySegment scratch;
  private final MemorySegment socket;
  private final MemorySegment socketPair;
  private final MemorySegment send;
  private final MemorySegment receive;
  private final MemorySegment option;
  private final MemorySegment poll;
  private final MemorySegment close;

  /**
   * @throws UnsupportedOperationException if this Java was not told to let the broker call native
   *     code: it would print a warning
   */
  ForeignCalls() {
    if (!ForeignCalls.class.getModule().isNativeAccessEnabled()) {
      throw new UnsupportedOperationException(
          "Java was started without --enable-native-access=ALL-UNNAMED");
    }
    Linker linker = Linker.nativeLinker();
    call = linked(linker);
    errno = Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));
    state = Arena.global().allocate(Linker.Option.captureStateLayout());
    scratch = Arena.global().allocate(JAVA_LONG);
    SymbolLookup library = linker.defaultLookup();
    socket = library.find("socket").orElseThrow();
    socketPair = library.find("socketpair").orElseThrow();
    send = library.find("send").orElseThrow();
    receive = library.find("recvfrom").orElseThrow();
    option = library.find("getsockopt").orElseThrow();
    poll = library.find("poll").orElseThrow();
    close = library.find("close").orElseThrow();
  }

  @SuppressWarnings("restricted")
  private static MethodHandle linked(Linker linker) {
    FunctionDescriptor six =
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    return linker.downcallHandle(six, Linker.Option.captureCallState("errno"));
  }

  @Override
  public int socket(int family, int type, int protocol) {
    return call(socket, family, type | CLOSE_ON_EXEC, protocol);
  }

  @Override
  public int pair(ByteBuffer descriptors) {
    return call(socketPair, UNIX, STREAM | CLOSE_ON_EXEC, 0, address(descriptors));
  }

  @Override
  public int send(int socket, ByteBuffer message) {
    return call(send, socket, address(message), message.remaining(), DONT_WAIT);
  }

  @Override
  public int receive(int socket, ByteBuffer message, ByteBuffer sender) {
    scratch.set(JAVA_INT, 0, sender.remaining());
    long length = scratch.address();
    return call(
        receive, socket, address(message), message.remaining(), RECEIVE, address(sender), length);
  }

  @Override
  public int option(int socket, int name, ByteBuffer value) {
    scratch.set(JAVA_INT, 0, value.remaining());
    int failed = call(option, socket, SOL_SOCKET, name, address(value), scratch.address());
    return failed < 0 ? failed : scratch.get(JAVA_INT, 0);
  }

  @Override
  public int readable(int descriptor) {
    scratch.set(JAVA_INT, 0, descriptor);
    scratch.set(JAVA_SHORT, 4, POLL_IN);
    scratch.set(JAVA_SHORT, 6, (short) 0);
    return call(poll, scratch.address(), 1, 0);
  }

  @Override
  public int close(int descriptor) {
    return call(close, descriptor);
  }

  private static long address(ByteBuffer direct) {
    return MemorySegment.ofBuffer(direct).address();
  }

  /** What the function returned, or its error as a negative number. */
  private int call(MemorySegment function, long... arguments) {
    long[] six = Arrays.copyOf(arguments, 6);
    int returned;
    try {
      returned =
          (int)
              (long)
                  call.invokeExact(function, state, six[0], six[1], six[2], six[3], six[4], six[5]);
    } catch (Throwable failed) {
      throw new IllegalStateException("a call by the foreign-function API failed", failed);
    }
    return returned >= 0 ? returned : -(int) errno.get(state, 0L);
  }
}
