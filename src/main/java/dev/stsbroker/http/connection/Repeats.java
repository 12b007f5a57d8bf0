package dev.stsbroker.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request that is byte for byte the last one of its connection with the bytes of the last
 * answer, before anything is decoded. Jobs ask the same again and again, and nearly all that an
 * answer from memory costs is decoding, guarding and routing the request.
 *
 * <p>The same bytes of the same peer get the same decision as long as nothing has changed that the
 * decision was made by. Whoever answers says so by {@link #remember}, with an {@link Answer} that
 * is asked each time whether it still holds; what the servers themselves decide by is {@link
 * Memory#changed}. All else goes the long way: another request, one that comes in parts or with
 * others, and any while the connection is not at rest.
 */
public final class Repeats extends ChannelDuplexHandler {
  /** Longer requests are not remembered, in bytes: those of known clients have some 300. */
  static final int LONGEST_REQUEST = 2 * 1024;

  /** Longer answers are not remembered, in bytes: one with a credential has some 1,500. */
  static final int LONGEST_ANSWER = 8 * 1024;

  private static final AttributeKey<Repeats> KEY = AttributeKey.valueOf(Repeats.class, "of");

  private final Memory memory;
  private final ConnectionGuard guard;

  /** The bytes of the last read; null if they cannot be a whole request worth remembering. */
  private byte @Nullable [] asked;

  /** The bytes that were written since, if an answer was to be remembered. */
  private @Nullable ByteBuf answered;

  private @Nullable Answer answer;

  /** How many requests there were before the one that is remembered. */
  private int before;

  private int changes;
  private boolean written;

  Repeats(Memory memory, ConnectionGuard guard) {
    this.memory = memory;
    this.guard = guard;
  }

  /** The part that all connections of a group have in common. Used on their event loop. */
  public static final class Memory {
    private boolean on = true;
    private int changes;
    private long repeated;

    Memory() {}

    /** The servers decide by something else from now on: no answer is given again unasked. */
    public void changed() {
      changes++;
    }

    /** Nothing is remembered from now on. */
    public void off() {
      on = false;
      changes++;
    }

    /** How many requests were answered from memory. */
    public long repeated() {
      return repeated;
    }
  }

  /** An answer that may be given again. */
  public interface Answer {
    /** Whether what would be answered now is the same; counts it as answered if it is. */
    boolean again();
  }

  /**
   * Says that the answer to the request under way on {@code connection}, which is written next, is
   * the answer to the same bytes for as long as {@code answer} says.
   */
  public static void remember(HttpConnection connection, Answer answer) {
    Repeats repeats = ((ConnectionBase) connection).channel().attr(KEY).get();
    if (repeats != null) {
      repeats.remember(answer);
    }
  }

  private void remember(Answer given) {
    if (asked != null && answer == null && memory.on) {
      answer = given;
      changes = memory.changes;
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    context.channel().attr(KEY).set(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    forget();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    forget();
    super.channelInactive(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    ByteBuf bytes = (ByteBuf) message;
    ByteBuf again = same(bytes) && holds(context.channel()) ? answered : null;
    if (again != null) {
      bytes.release();
      var unused = context.write(again.retainedDuplicate());
      guard.repeated(context.channel());
      before++;
      memory.repeated++;
      written = true;
      return;
    }
    forget();
    if (guard.rests() && bytes.readableBytes() <= LONGEST_REQUEST) {
      asked = new byte[bytes.readableBytes()];
      bytes.getBytes(bytes.readerIndex(), asked);
      before = guard.requests();
    }
    super.channelRead(context, message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    if (written) {
      written = false;
      context.flush();
    }
    super.channelReadComplete(context);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (answer != null) {
      keep(context, message);
    }
    super.write(context, message, promise);
  }

  private void keep(ChannelHandlerContext context, Object message) {
    int length = message instanceof ByteBuf bytes ? bytes.readableBytes() : LONGEST_ANSWER + 1;
    int so = answered == null ? 0 : answered.readableBytes();
    if (so + length > LONGEST_ANSWER) {
      forget();
      return;
    }
    if (answered == null) {
      answered = context.alloc().directBuffer(length, LONGEST_ANSWER);
    }
    ByteBuf part = (ByteBuf) message;
    answered.writeBytes(part, part.readerIndex(), length);
  }

  private boolean same(ByteBuf bytes) {
    byte[] last = asked;
    if (last == null || answered == null || bytes.readableBytes() != last.length) {
      return false;
    }
    int at = bytes.readerIndex();
    if (bytes.hasArray()) {
      int from = bytes.arrayOffset() + at;
      return Arrays.equals(bytes.array(), from, from + last.length, last, 0, last.length);
    }
    for (int i = 0; i < last.length; i++) {
      if (bytes.getByte(at + i) != last[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the last read was one whole request, which was answered, and would be so again. */
  private boolean holds(Channel channel) {
    Answer last = answer;
    return last != null
        && guard.rests()
        && guard.requests() == before + 1
        && memory.changes == changes
        && channel.isWritable()
        && last.again();
  }

  private void forget() {
    asked = null;
    answer = null;
    ByteBuf old = answered;
    if (old != null) {
      answered = null;
      old.release();
    }
  }
}
