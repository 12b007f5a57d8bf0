package dev.stsbroker.access;

import dev.stsbroker.access.kernel.Peer;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The users whose processes may have a profile.
 *
 * @param uids their numbers; at least one
 */
public record CallerUsers(SortedSet<Long> uids) {
  /** The largest number of a user: the next one means none. */
  public static final long LARGEST = 0xFFFF_FFFEL;

  /** The most users of a profile. */
  public static final int MOST = 1000;

  /** Keeps its own copy. */
  public CallerUsers {
    uids = Collections.unmodifiableSortedSet(new TreeSet<>(uids));
  }

  /** Whether {@code peer} is one of them; one that is not known never is. */
  boolean admit(Peer peer) {
    Long uid = peer.uid();
    return uid != null && uids.contains(uid);
  }
}
