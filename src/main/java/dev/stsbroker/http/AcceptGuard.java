package dev.stsbroker.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Bounds the connections that are accepted and not yet looked at. They are accepted on a thread of
 * their own, which could take every file descriptor of the process before the event loop has closed
 * the first one that is too many. Stands on the listening channel.
 */
final class AcceptGuard extends ChannelDuplexHandler {
  static final String NAME = "acceptGuard";

  private final AtomicInteger held = new AtomicInteger();
  private final int most;
  private final Consumer<String> rejections;

  /**
   * @param most connections that are accepted and not closed
   * @param rejections told {@code TooManyConnections} and {@code AcceptFailed} on any thread
   */
  AcceptGuard(int most, Consumer<String> rejections) {
    this.most = most;
    this.rejections = rejections;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) throws Exception {
    Channel child = (Channel) accepted;
    if (held.incrementAndGet() > most) {
      held.decrementAndGet();
      child.unsafe().closeForcibly();
      rejections.accept("TooManyConnections");
      return;
    }
    child.closeFuture().addListener(closed -> held.decrementAndGet());
    super.channelRead(context, accepted);
  }

  /**
   * The last handler: Netty has paused accepting for a second, and nobody needs its stack trace.
   */
  static final class Failures extends ChannelDuplexHandler {
    private final Consumer<String> rejections;

    Failures(Consumer<String> rejections) {
      this.rejections = rejections;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      rejections.accept("AcceptFailed");
    }
  }
}
