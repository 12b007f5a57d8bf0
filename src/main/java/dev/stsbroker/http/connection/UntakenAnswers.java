package dev.stsbroker.http.connection;

import io.netty.channel.Channel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Bounds the total size of large answers that clients have not read yet. */
final class UntakenAnswers {
  private final long most;
  private final Consumer<Channel> close;
  private final Map<Channel, Integer> bytesOf = new LinkedHashMap<>();
  private long all;

  /**
   * @param most bytes of all together; beyond it those that have not taken theirs longest go
   * @param close closes one of them
   */
  UntakenAnswers(long most, Consumer<Channel> close) {
    this.most = most;
    this.close = close;
  }

  /** An answer is written to {@code channel}, which is not closed for it. */
  void written(Channel channel, int bytes) {
    bytesOf.merge(channel, bytes, Integer::sum);
    all += bytes;
    while (all > most) {
      Channel longest = bytesOf.keySet().iterator().next();
      if (longest.equals(channel)) {
        return;
      }
      forget(longest);
      close.accept(longest);
    }
  }

  /** {@code channel} has taken so many bytes. */
  void taken(Channel channel, int bytes) {
    Integer left = bytesOf.computeIfPresent(channel, (one, sum) -> Math.max(0, sum - bytes));
    if (left != null) {
      all -= bytes;
      if (left == 0) {
        bytesOf.remove(channel);
      }
    }
  }

  /** {@code channel} is closed. */
  void forget(Channel channel) {
    Integer left = bytesOf.remove(channel);
    all -= left == null ? 0 : left;
  }
}
