package dev.stsbroker.access.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The process that connected to a unix socket, as the kernel noted it then (unix(7)): its user, its
 * group and its further groups. Nothing of it is read from {@code /proc}, where the number may be
 * another process's by now, or the process may have changed. Not for several threads at a time.
 */
final class UnixCredentials {
  /** The most further groups that are taken; a process may have 65,536. */
  static final int MOST_GROUPS = 1024;

  private static final int SO_PEERCRED = 17;
  private static final int SO_PEERGROUPS = 59;
  private static final int SO_PEERPIDFD = 77;
  private static final int CREDENTIAL_BYTES = 12;
  private static final int NOBODY = -1;
  private static final int NO_SUCH_OPTION = -92;

  private final KernelCalls calls;
  private final HiddenIds hidden;
  private final ByteBuffer value =
      ByteBuffer.allocateDirect(MOST_GROUPS * Integer.BYTES).order(ByteOrder.nativeOrder());

  UnixCredentials(KernelCalls calls, HiddenIds hidden) {
    this.calls = calls;
    this.hidden = hidden;
  }

  /**
   * Who connected.
   *
   * @param socket the descriptor of the broker's end
   * @return null if the kernel did not tell
   */
  @Nullable Peer peer(int socket) {
    if (option(socket, SO_PEERCRED, CREDENTIAL_BYTES) != CREDENTIAL_BYTES) {
      return null;
    }
    int pid = value.getInt(0);
    int uid = value.getInt(4);
    int gid = value.getInt(8);
    if (uid == NOBODY) {
      return Peer.unknown("nobody is connected");
    }
    Set<Long> gids = new HashSet<>();
    add(gids, gid);
    Set<Long> further = groups(socket);
    gids.addAll(further == null ? Set.of() : further);
    Long process = pid > 0 && !isOver(socket) ? Long.valueOf(pid) : null;
    return hidden.peer(Integer.toUnsignedLong(uid), gids, process);
  }

  /** The further groups; null where the kernel does not tell them, or they are too many. */
  @Nullable Set<Long> groups(int socket) {
    int length = option(socket, SO_PEERGROUPS, value.capacity());
    if (length < 0 || length > value.capacity()) {
      return null;
    }
    Set<Long> gids = new HashSet<>();
    for (int at = 0; at + Integer.BYTES <= length; at += Integer.BYTES) {
      add(gids, value.getInt(at));
    }
    return gids;
  }

  private void add(Set<Long> gids, int gid) {
    long number = Integer.toUnsignedLong(gid);
    if (gid != NOBODY && !hidden.group(number)) {
      gids.add(number);
    }
  }

  /**
   * Whether the process has ended since, so that its number may be another's. Before Linux 6.5 the
   * kernel does not tell.
   */
  private boolean isOver(int socket) {
    int got = option(socket, SO_PEERPIDFD, Integer.BYTES);
    if (got != Integer.BYTES) {
      return got != NO_SUCH_OPTION;
    }
    int process = value.getInt(0);
    boolean over = calls.readable(process) != 0;
    calls.close(process);
    return over;
  }

  private int option(int socket, int option, int most) {
    return calls.option(socket, option, value.clear().limit(most));
  }
}
