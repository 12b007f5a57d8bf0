package dev.stsbroker.http.connection;

import dev.stsbroker.share.Turns;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/**
 * Connections with another request behind one that was answered at once: callers take turns, and
 * within a caller its connections. Whoever pipelines thousands of requests would have the event
 * loop answer them all before it reads from anybody else.
 */
final class PipelinedTurns {
  /** So many pipelined requests are answered in a millisecond; between them others are read. */
  private static final int TURNS = 64;

  private final Turns<Runnable> waiting = new Turns<>();
  private boolean turning;

  /** Has {@code next} run when it is the caller's turn, and within it the connection's. */
  void add(long caller, Channel channel, Runnable next) {
    waiting.add(caller, channel, next, 1);
    if (!turning) {
      turning = true;
      later(channel.eventLoop());
    }
  }

  private void later(EventLoop loop) {
    var unused = loop.schedule(() -> give(loop), 1, TimeUnit.MILLISECONDS);
  }

  private void give(EventLoop loop) {
    for (int i = 0; i < TURNS && !waiting.isEmpty(); i++) {
      waiting.next().run();
    }
    turning = !waiting.isEmpty();
    if (turning) {
      later(loop);
    }
  }
}
