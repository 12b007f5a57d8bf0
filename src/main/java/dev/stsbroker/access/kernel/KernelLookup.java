package dev.stsbroker.access.kernel;

import dev.stsbroker.access.kernel.SocketQuery.Answer;
import dev.stsbroker.access.kernel.SocketTable.Ends;
import java.nio.channels.Channel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's word on who is at the other end of a connection, by system calls that take
 * microseconds. They need Java 22 or later, Linux, and a start by the broker's jar; where one is
 * missing, the slower ways tell: {@link SocketTable} and {@link UnixPeer}. Nothing is taken on
 * trust: before it is used, each call is tried on sockets of this process. Safe for threads.
 */
public final class KernelLookup {
  private final KernelTrial trial;
  private final HiddenIds hidden;

  KernelLookup(KernelTrial trial, HiddenIds hidden) {
    this.trial = trial;
    this.hidden = hidden;
  }

  /** The one of this process. The first call blocks, some 100 ms at the worst. */
  public static KernelLookup ofMachine() {
    return OfMachine.LOOKUP;
  }

  /**
   * Why the user of a TCP socket cannot be asked for so, a clause for people; null if it can. The
   * table of all sockets tells instead.
   */
  public @Nullable String tcpProblem() {
    return trial.tcpProblem();
  }

  /**
   * Why the process and the further groups of a caller on a unix socket cannot be known here, a
   * clause for people; null if they can. Its user and its own group are known all the same.
   */
  public @Nullable String unixProblem() {
    return trial.unixProblem();
  }

  /**
   * Who is at the client's end of a TCP connection.
   *
   * @return null if it was not told, so that {@link SocketTable} has to be asked
   */
  public synchronized @Nullable Peer tcp(Ends ends) {
    SocketDiagnostics diagnostics = trial.tcp();
    if (diagnostics == null) {
      return null;
    }
    if (!ends.local()) {
      return SocketTable.ELSEWHERE;
    }
    Answer answer = diagnostics.ask(ends);
    return answer == null ? null : peer(answer);
  }

  private Peer peer(Answer answer) {
    SocketQuery.Row row = answer.row();
    if (row == null) {
      return Peer.unknown("the broker's network namespace has no such socket");
    }
    if (!row.established() || row.inode() == 0) {
      return Peer.unknown("its socket is closing, or closed");
    }
    return hidden.peer(row.uid(), Set.of(), null);
  }

  /**
   * Who connected to a unix socket.
   *
   * @param channel the broker's end; nobody else closes it meanwhile
   * @return null if it was not told, so that {@link UnixPeer} has to be asked
   */
  public synchronized @Nullable Peer unix(Channel channel) {
    UnixCredentials credentials = trial.unix();
    int descriptor = credentials == null ? -1 : trial.descriptors().of(channel);
    return credentials == null || descriptor < 0 ? null : credentials.peer(descriptor);
  }

  /** Made when it is first asked for. */
  private static final class OfMachine {
    static final KernelLookup LOOKUP = make();

    private static KernelLookup make() {
      HiddenIds hidden = HiddenIds.ofProcess();
      return new KernelLookup(KernelTrial.ofMachine(hidden), hidden);
    }
  }
}
