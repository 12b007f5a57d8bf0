package dev.stsbroker.http.connection;

import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the memory and time that one connection takes. One request at a time is decoded and
 * answered, none while the client has not taken earlier answers, and each has to arrive completely
 * within a time. While a request waits and part of the next has arrived, nothing more is read, so
 * TCP slows the client down. An idle connection is closed after a while.
 */
public final class ConnectionGuard extends ChannelDuplexHandler {
  /** Reading goes on below this, so that a client that leaves is noticed. */
  private static final int MOST_BACKLOG_BYTES = 1024;

  /** Smaller answers are bounded by what is decoded alone. */
  private static final int LARGE_ANSWER_BYTES = 8 * 1024;

  private final Connections connections;
  private final BoundedDecoder decoder;
  private @Nullable ChannelHandlerContext decoding;
  private @Nullable Future<?> deadline;
  private @Nullable Future<?> idle;
  private int unanswered;
  private int requests;
  private boolean whole = true;
  private boolean paused;

  ConnectionGuard(Connections connections, BoundedDecoder decoder) {
    this.connections = connections;
    this.decoder = decoder;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    decoding = context.pipeline().context(decoder);
    begin(context);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    endAll();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    endAll();
    super.channelInactive(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof HttpRequest request) {
      refuseOtherVersions(request);
      requests++;
      unanswered++;
      whole = false;
      connections.busy(context.channel());
    }
    boolean last = message instanceof LastHttpContent;
    if (last) {
      whole = true;
      end();
    }
    super.channelRead(context, message);
    if (last && (unanswered > 0 || !context.channel().isWritable())) {
      decoder.hold();
    } else if (last && decoder.backlog() > 0) {
      decoder.hold();
      connections.takeTurn(context.channel(), () -> turn(context));
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    if (!decoder.isHeld() && (!whole || decoder.isWithinHead())) {
      begin(context);
    }
    super.channelReadComplete(context);
    if (decoder.isHeld() && decoder.backlog() > 0) {
      connections.pipelines(context.channel());
    }
    if (decoder.isHeld() && decoder.backlog() > MOST_BACKLOG_BYTES) {
      paused = true;
      context.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    boolean last = message instanceof LastHttpContent && !interim(message);
    super.write(context, message, counted(context.channel(), message, promise));
    if (last) {
      unanswered--;
      if (unanswered == 0) {
        connections.quiet(context.channel());
        rest(context);
      }
      goOn(context);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
    super.channelWritabilityChanged(context);
    goOn(context);
  }

  /** Whether all requests are answered, and nothing of another one has come. */
  boolean rests() {
    return unanswered == 0 && whole && !decoder.isHeld() && !decoder.isWithinHead();
  }

  /** How many requests there were. */
  int requests() {
    return requests;
  }

  /** One more request came and was answered, elsewhere. */
  void repeated(Channel channel) {
    requests++;
    connections.busy(channel);
    connections.quiet(channel);
  }

  private void turn(ChannelHandlerContext context) {
    try {
      goOn(context);
    } catch (Exception e) {
      context.fireExceptionCaught(e);
    }
  }

  /** Decodes and reads on, if what was held back may come now. */
  private void goOn(ChannelHandlerContext context) throws Exception {
    ChannelHandlerContext behind = decoding;
    if (unanswered > 0 || behind == null || behind.isRemoved() || !context.channel().isWritable()) {
      return;
    }
    decoder.resume(behind);
    if (paused && !decoder.isHeld()) {
      paused = false;
      context.channel().config().setAutoRead(true);
    }
  }

  private void begin(ChannelHandlerContext context) {
    if (deadline == null) {
      long nanos = connections.requestTime().toNanos();
      deadline = context.executor().schedule(() -> late(context), nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Closes the connection if this was its last request for {@link Connections#idleTime}. */
  private void rest(ChannelHandlerContext context) {
    if (idle == null && context.channel().isOpen()) {
      int last = requests;
      long nanos = connections.idleTime().toNanos();
      idle = context.executor().schedule(() -> rested(context, last), nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void rested(ChannelHandlerContext context, int last) {
    idle = null;
    if (unanswered > 0) {
      return;
    }
    if (requests == last && !decoder.isWithinHead()) {
      var unused = context.close();
    } else {
      rest(context);
    }
  }

  /**
   * Vert.x answers them with 501 itself, and without a body; and every answer says the version that
   * the request has, which may be any bytes.
   */
  private static void refuseOtherVersions(HttpRequest request) {
    HttpVersion version = request.protocolVersion();
    boolean old = version.equals(HttpVersion.HTTP_1_0);
    boolean known = old || version.equals(HttpVersion.HTTP_1_1);
    if (!known && request.decoderResult().isSuccess()) {
      request.setDecoderResult(DecoderResult.failure(new UnknownVersionException()));
    }
    // Vert.x knows these two instances alone, and Netty makes others, of HTtP/1.1 for one.
    request.setProtocolVersion(old ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1);
  }

  private ChannelPromise counted(Channel channel, Object message, ChannelPromise promise) {
    int bytes = message instanceof ByteBufHolder body ? body.content().readableBytes() : 0;
    if (bytes <= LARGE_ANSWER_BYTES) {
      return promise;
    }
    ChannelPromise told = promise.unvoid();
    connections.written(channel, bytes);
    told.addListener(taken -> connections.taken(channel, bytes));
    return told;
  }

  private void endAll() {
    end();
    Future<?> resting = idle;
    if (resting != null) {
      resting.cancel(false);
    }
  }

  private void end() {
    Future<?> running = deadline;
    if (running != null) {
      deadline = null;
      running.cancel(false);
    }
  }

  private void late(ChannelHandlerContext context) {
    ChannelHandlerContext behind = decoding;
    boolean listens = context.channel().isWritable();
    if (listens && behind != null && unanswered == 0 && decoder.isWithinHead()) {
      behind
          .writeAndFlush(LastAnswer.late())
          .addListener(said -> Connections.close(context.channel()));
    } else {
      var unused = context.close();
    }
  }

  /** The request is of a version of HTTP that is not spoken here. */
  public static final class UnknownVersionException extends Exception {
    private static final long serialVersionUID = 1;

    UnknownVersionException() {
      super("not HTTP/1.0 or HTTP/1.1", null, false, false);
    }
  }

  private static boolean interim(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }
}
