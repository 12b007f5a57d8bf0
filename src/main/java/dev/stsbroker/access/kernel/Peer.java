package dev.stsbroker.access.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The user at the other end of a connection.
 *
 * @param uid the user that made the client's socket, 0 to 2^32 - 2; null where it is not known
 * @param unknown why it is not known, for people; empty where it is
 */
public record Peer(@Nullable Long uid, String unknown) {
  /** A peer of a user. */
  public static Peer of(long uid) {
    return new Peer(uid, "");
  }

  /**
   * A peer that nobody knows.
   *
   * @param why a clause such as {@code it has no row in /proc/net/tcp}
   */
  public static Peer unknown(String why) {
    return new Peer(null, why);
  }
}
