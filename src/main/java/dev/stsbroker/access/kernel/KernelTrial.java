package dev.stsbroker.access.kernel;

import dev.stsbroker.access.kernel.SocketQuery.Answer;
import dev.stsbroker.access.kernel.SocketQuery.Row;
import dev.stsbroker.access.kernel.SocketTable.Ends;
import dev.stsbroker.io.ProcessUser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The ways of asking the kernel that were found to work here, each tried on sockets of this
 * process, whose owner is known. A kernel that lacks a part of what is asked often says that there
 * is no such socket; without the trial every caller would be a stranger.
 *
 * @param tcp null if {@code tcpProblem} says why not
 * @param unix null if {@code unixProblem} says why not
 */
record KernelTrial(
    @Nullable SocketDiagnostics tcp,
    @Nullable String tcpProblem,
    @Nullable UnixCredentials unix,
    @Nullable String unixProblem,
    ChannelDescriptor descriptors) {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final String NO_DESCRIPTORS =
      "Java was not started by the broker's jar, which has it tell the descriptors of sockets";

  /** What works on this machine. Blocks. */
  static KernelTrial ofMachine(HiddenIds hidden) {
    try {
      return of(NativeCalls.load(), hidden);
    } catch (UnsupportedOperationException e) {
      String why = String.valueOf(e.getMessage());
      return new KernelTrial(null, why, null, why, ChannelDescriptor.find());
    }
  }

  /** What works by {@code calls}. */
  static KernelTrial of(KernelCalls calls, HiddenIds hidden) {
    ChannelDescriptor descriptors = ChannelDescriptor.find();
    int socket = SocketDiagnostics.open(calls);
    SocketDiagnostics tcp = new SocketDiagnostics(calls, socket);
    String tcpProblem =
        socket < 0 ? "the kernel refuses a netlink socket (error " + -socket + ")" : problem(tcp);
    if (socket >= 0 && tcpProblem != null) {
      calls.close(socket);
    }
    UnixCredentials unix = new UnixCredentials(calls, hidden);
    String unixProblem = descriptors.areKnown() ? problem(calls, unix) : NO_DESCRIPTORS;
    return new KernelTrial(
        tcpProblem == null ? tcp : null,
        tcpProblem,
        unixProblem == null ? unix : null,
        unixProblem,
        descriptors);
  }

  /** Connects to itself, and asks whose the client is. */
  private static @Nullable String problem(SocketDiagnostics tcp) {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 1);
      InetSocketAddress there = (InetSocketAddress) server.getLocalAddress();
      try (SocketChannel client = SocketChannel.open(there)) {
        Answer answer = tcp.ask(new Ends((InetSocketAddress) client.getLocalAddress(), there));
        Row row = answer == null ? null : answer.row();
        return row != null && row.established() && row.uid() == own() && row.inode() != 0
            ? null
            : "the kernel does not tell by sock_diag whose socket is this process's own";
      }
    } catch (IOException e) {
      return "it could not be tried by a connection to 127.0.0.1: " + e.getMessage();
    }
  }

  /** Asks who made both ends of a connection within this process. */
  private static @Nullable String problem(KernelCalls calls, UnixCredentials unix) {
    ByteBuffer pair = ByteBuffer.allocateDirect(2 * Integer.BYTES).order(ByteOrder.nativeOrder());
    if (calls.pair(pair) < 0) {
      return "it could not be tried, since no unix socket can be made";
    }
    try {
      return knowsThisProcess(unix, pair.getInt(0))
          ? null
          : "the kernel does not tell by SO_PEERCRED and SO_PEERGROUPS who this process is";
    } catch (IOException e) {
      return "it could not be tried: " + e.getMessage();
    } finally {
      calls.close(pair.getInt(0));
      calls.close(pair.getInt(Integer.BYTES));
    }
  }

  private static boolean knowsThisProcess(UnixCredentials unix, int socket) throws IOException {
    Peer peer = unix.peer(socket);
    Long pid = ProcessHandle.current().pid();
    return peer != null
        && peer.uid() != null
        && peer.uid() == own()
        && pid.equals(peer.pid())
        && unix.groups(socket) != null;
  }

  private static long own() throws IOException {
    return Integer.toUnsignedLong(ProcessUser.number());
  }
}
