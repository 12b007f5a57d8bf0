package dev.stsbroker.http.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.util.AttributeKey;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A handler of a listening channel that accepts no connection while earlier ones wait to be looked
 * at. Vert.x accepts on a thread of its own, which could otherwise use up all file descriptors of
 * the process before the event loop closes the first superfluous connection. Connections that are
 * not accepted wait in the kernel.
 */
final class AcceptGuard extends ChannelInboundHandlerAdapter {
  /**
   * On a connection that another had to leave for: how many nanoseconds later the next one may be
   * accepted, so that a caller has time to say what it wants before others push it out.
   */
  static final AttributeKey<Long> PAUSE = AttributeKey.valueOf(AcceptGuard.class, "pause");

  /** On a connection that is not looked at before this is complete. */
  static final AttributeKey<Future<?>> DECIDED = AttributeKey.valueOf(AcceptGuard.class, "decided");

  /** On the listening channel, how many connections may be accepted and not looked at. */
  static final AttributeKey<Integer> MOST_UNSEEN = AttributeKey.valueOf(AcceptGuard.class, "most");

  /** So many if nothing is said: descriptors beyond the bound on connections. */
  static final int FEW = 8;

  private static final int MOST_AT_ONCE = 4;
  private static final long AGAIN_MILLIS = 100;

  private final Consumer<String> failures;
  private int unseen;
  private boolean failing;

  /**
   * @param failures told, on another thread than the servers', why a connection was not accepted
   */
  AcceptGuard(Consumer<String> failures) {
    this.failures = failures;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (context.channel().config().getRecvByteBufAllocator()
        instanceof MaxMessagesRecvByteBufAllocator allocator) {
      allocator.maxMessagesPerRead(MOST_AT_ONCE);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) throws Exception {
    Channel connection = (Channel) accepted;
    unseen++;
    Arrival arrival = new Arrival(context);
    connection.pipeline().addLast(arrival);
    connection.closeFuture().addListener(closed -> arrival.seen(0));
    super.channelRead(context, accepted);
    acceptOrNot(context);
  }

  /** Out of descriptors, mostly. Netty would write a stack trace, and pause for a second. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
    if (!(cause instanceof IOException)) {
      super.exceptionCaught(context, cause);
      return;
    }
    failures.accept(String.valueOf(cause.getMessage()));
    if (!failing) {
      failing = true;
      acceptOrNot(context);
      later(context, TimeUnit.MILLISECONDS.toNanos(AGAIN_MILLIS), () -> failing = false);
    }
  }

  private void later(ChannelHandlerContext context, long nanos, Runnable change) {
    var unused =
        context
            .executor()
            .schedule(
                () -> {
                  change.run();
                  acceptOrNot(context);
                },
                nanos,
                TimeUnit.NANOSECONDS);
  }

  private void acceptOrNot(ChannelHandlerContext context) {
    Integer most = context.channel().attr(MOST_UNSEEN).get();
    context.channel().config().setAutoRead(!failing && unseen < (most == null ? FEW : most));
  }

  /** Stands on an accepted connection until its server has seen it. */
  private final class Arrival extends ChannelInboundHandlerAdapter {
    private final ChannelHandlerContext listening;
    private boolean seen;

    Arrival(ChannelHandlerContext listening) {
      this.listening = listening;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
      Long pause = context.channel().attr(PAUSE).get();
      Future<?> decided = context.channel().attr(DECIDED).get();
      if (decided == null) {
        seen(pause == null ? 0 : pause);
      } else {
        decided.onComplete(done -> seen(pause == null ? 0 : pause));
      }
      super.channelActive(context);
      context.pipeline().remove(this);
    }

    void seen(long pauseNanos) {
      if (listening.executor().isShuttingDown()) {
        return;
      }
      listening
          .executor()
          .execute(
              () -> {
                if (!seen) {
                  seen = true;
                  later(listening, pauseNanos, () -> unseen--);
                }
              });
    }
  }
}
