package dev.stsbroker.access.kernel;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The process at the other end of a connection, as the kernel has it.
 *
 * @param uid the user that made the client's socket, 0 to 2^32 - 2; null where it is not known
 * @param gids the groups of that process as far as they are known, the supplementary ones among
 *     them; empty for TCP, of whose sockets the kernel knows the user alone
 * @param pid its number, as the broker sees it; null where it is not known
 * @param unknown why the user is not known, for people; empty where it is
 */
public record Peer(@Nullable Long uid, Set<Long> gids, @Nullable Long pid, String unknown) {
  public Peer {
    gids = Set.copyOf(gids);
  }

  /**
   * Whom all that it costs is charged to: its user; -1 for those that are not known, who are one
   * caller together.
   */
  public long account() {
    return uid == null ? -1 : uid;
  }

  /** A peer of which the user alone is known. */
  public static Peer of(long uid) {
    return new Peer(uid, Set.of(), null, "");
  }

  /**
   * A peer that nobody knows.
   *
   * @param why a clause such as {@code it has no row in /proc/net/tcp}
   */
  public static Peer unknown(String why) {
    return new Peer(null, Set.of(), null, why);
  }
}
