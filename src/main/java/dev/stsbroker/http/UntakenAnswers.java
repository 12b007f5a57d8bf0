package dev.stsbroker.http;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Large answers that clients have not taken yet, bounded in sum. */
final class UntakenAnswers {
  private final long most;
  private final Map<Channel, Integer> bytesOf = new LinkedHashMap<>();
  private long all;

  /**
   * @param most bytes of all together
   */
  UntakenAnswers(long most) {
    this.most = most;
  }

  /**
   * An answer is written to {@code channel}.
   *
   * @return those that have not taken theirs longest, to be closed so that the sum is within its
   *     bound; forgotten already
   */
  List<Channel> written(Channel channel, int bytes) {
    bytesOf.merge(channel, bytes, Integer::sum);
    all += bytes;
    List<Channel> leaving = new ArrayList<>();
    while (all > most) {
      Channel longest = bytesOf.keySet().iterator().next();
      if (longest.equals(channel)) {
        break;
      }
      forget(longest);
      leaving.add(longest);
    }
    return leaving;
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
