package dev.stsbroker.access.kernel;

import dev.stsbroker.io.UserNamespace;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that stand for all users and groups that the broker's user namespace does not have;
 * nobody is known by them.
 *
 * @param user {@link UserNamespace#NONE} if the namespace has all users
 * @param group likewise for groups
 */
record HiddenIds(long user, long group) {
  /** Those of this process. Blocks. */
  static HiddenIds ofProcess() {
    return new HiddenIds(UserNamespace.hiddenUser(), UserNamespace.hiddenGroup());
  }

  boolean group(long gid) {
    return gid == group;
  }

  /** The peer with these numbers; nobody if its user is hidden. */
  Peer peer(long uid, Set<Long> gids, @Nullable Long pid) {
    return uid == user ? UserIds.HIDDEN : new Peer(uid, gids, pid, "");
  }
}
