package dev.stsbroker.access;

import dev.stsbroker.access.kernel.Peer;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The users and groups whose processes may have a profile. Where both are given, a process has to
 * be of one of the users and of one of the groups.
 *
 * @param uids numbers of the users; empty for any user
 * @param gids numbers of the groups; empty for any group
 */
public record CallerUsers(SortedSet<Long> uids, SortedSet<Long> gids) {
  /** The largest number of a user or a group: the next one means none. */
  public static final long LARGEST = 0xFFFF_FFFEL;

  /** The most users of a profile by number, and by name; likewise groups. */
  public static final int MOST = 1000;

  private static final String AS_USER = " (expected: a user of the profile's access)";

  /** Keeps its own copies. */
  public CallerUsers {
    uids = Collections.unmodifiableSortedSet(new TreeSet<>(uids));
    gids = Collections.unmodifiableSortedSet(new TreeSet<>(gids));
  }

  /** Users of any group. */
  public CallerUsers(SortedSet<Long> uids) {
    this(uids, new TreeSet<>());
  }

  /** Whether every process may have the profile, whatever it is known by. */
  public boolean open() {
    return uids.isEmpty() && gids.isEmpty();
  }

  /**
   * Why {@code peer} may not have the profile, for people; null if it may. One that is not known
   * never may, nor one of whose groups nothing is known if they matter.
   */
  @Nullable String refusal(Peer peer) {
    Long uid = peer.uid();
    if (open()) {
      return null;
    }
    if (uid == null) {
      return "who the caller is cannot be known: " + peer.unknown() + AS_USER;
    }
    if (!uids.isEmpty() && !uids.contains(uid)) {
      return "not for the caller, which is of uid " + uid + AS_USER;
    }
    boolean ofGroup = gids.isEmpty() || !Collections.disjoint(peer.gids(), gids);
    return ofGroup ? null : refusalByGroup(uid, peer.gids().isEmpty());
  }

  private static String refusalByGroup(long uid, boolean unknown) {
    return unknown
        ? "the groups of the caller, of uid "
            + uid
            + ", are not known: over TCP the kernel tells the user alone (expected: a request over a"
            + " unix socket)"
        : "not for the groups of the caller, which is of uid "
            + uid
            + " (expected: a group of the profile's access)";
  }
}
