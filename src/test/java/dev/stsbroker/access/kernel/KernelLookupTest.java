package dev.stsbroker.access.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stsbroker.access.kernel.SocketTable.Ends;
import dev.stsbroker.io.ProcessUser;
import dev.stsbroker.testing.Ipv6;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets of this and of other users, asked for by system calls and by the slower ways. */
class KernelLookupTest {
  private static final String TCP = "s = socket.socket(); s.connect(('127.0.0.1', int(a[0])))";
  private static final String FROM_A_PORT =
      """
      s = socket.socket()
      s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
      s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
      s.bind(('127.0.0.1', int(a[1])))
      s.connect(('127.0.0.1', int(a[0])))
      """;
  private static final String MAPPED =
      "s = socket.socket(socket.AF_INET6); s.connect(('::ffff:127.0.0.1', int(a[0])))";
  private static final String ON_LOOPBACKS_DEVICE =
      "s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, 25, b'lo');"
          + " s.connect(('127.0.0.1', int(a[0])))";
  private static final String UNIX = "s = socket.socket(socket.AF_UNIX); s.connect(a[0])";

  @TempDir private Path folder = Path.of("");
  private final SocketTable table = SocketTable.ofMachine();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_21)
  void earlierJava_saysWhyItCannot() throws Exception {
    KernelLookup lookup = KernelLookup.ofMachine();
    String why =
        "this is Java "
            + Runtime.version().feature()
            + ", and only 22 or later can make such calls";
    assertThat(lookup.tcpProblem()).isEqualTo(why);
    assertThat(lookup.unixProblem()).isEqualTo(why);
    SocketChannel any = keep(SocketChannel.open());
    assertThat(lookup.unix(any)).isNull();
    assertThat(lookup.tcp(new Ends(local(1), local(2)))).isNull();
  }

  @Test
  @EnabledForJreRange(minVersion = 22)
  void laterJava_asksBySystemCalls() {
    KernelLookup lookup = KernelLookup.ofMachine();
    assertThat(lookup.tcpProblem()).isNull();
    assertThat(lookup.unixProblem()).isNull();
  }

  @Test
  @EnabledForJreRange(minVersion = 22)
  void bothWaysTellTheSame_ofAnySocket() throws Exception {
    Random random = new Random(13);
    List<Ends> all = new ArrayList<>();
    List<Peer> direct = new ArrayList<>();
    int known = 0;
    for (int i = 0; i < 120; i++) {
      Ends ends = anyConnection(random);
      Peer peer = KernelLookup.ofMachine().tcp(ends);
      assertThat(peer).as("%s", ends).isNotNull();
      all.add(ends);
      direct.add(peer == null ? Peer.unknown("") : peer);
      known += peer != null && peer.uid() != null ? 1 : 0;
    }
    Map<Ends, Peer> listed = table.peers(all);
    for (int i = 0; i < all.size(); i++) {
      Peer row = listed.getOrDefault(all.get(i), Peer.unknown("missing"));
      assertThat(direct.get(i).uid()).as("%s", all.get(i)).isEqualTo(row.uid());
      assertThat(direct.get(i).unknown().isEmpty()).isEqualTo(row.unknown().isEmpty());
    }
    assertThat(known).isBetween(10, 110);
  }

  /** A connection of any family and state; its server's end stays open. */
  private Ends anyConnection(Random random) throws Exception {
    boolean six = Ipv6.isThere() && random.nextBoolean();
    boolean sixServer = six || (Ipv6.isThere() && random.nextBoolean());
    byte[] loopback = six && random.nextBoolean() ? one() : new byte[] {127, 0, 0, 1};
    ServerSocketChannel server = keep(server(sixServer, loopback, random));
    SocketChannel client =
        keep(SocketChannel.open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET));
    int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    client.connect(new InetSocketAddress(InetAddress.getByAddress(loopback), port));
    SocketChannel accepted = keep(server.accept());
    Ends ends =
        new Ends(
            (InetSocketAddress) accepted.getRemoteAddress(),
            (InetSocketAddress) accepted.getLocalAddress());
    switch (random.nextInt(6)) {
      case 0 -> client.shutdownOutput();
      case 1 -> client.close();
      case 2 -> client.setOption(StandardSocketOptions.SO_LINGER, 0).close();
      default -> {}
    }
    return ends;
  }

  /** One that listens on the address alone, or on all. */
  private static ServerSocketChannel server(boolean six, byte[] address, Random random)
      throws IOException {
    ProtocolFamily family = six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    ServerSocketChannel server = ServerSocketChannel.open(family);
    return server.bind(
        random.nextBoolean()
            ? new InetSocketAddress(InetAddress.getByAddress(address), 0)
            : new InetSocketAddress(0));
  }

  @Test
  void processesOfOtherUsers_areToldApart_whateverTheirSocket() throws Exception {
    OtherUser.assume();
    int uid = 4242;
    for (String way : Ipv6.isThere() ? List.of(TCP, MAPPED, ON_LOOPBACKS_DEVICE) : List.of(TCP)) {
      ServerSocketChannel server = keep(ServerSocketChannel.open().bind(new InetSocketAddress(0)));
      keep(OtherUser.connect(++uid, 7, "", way, port(server)));
      assertBothSay(uid, keep(server.accept()));
    }
  }

  /** The next user of a port is asked for anew, and no answer about the one before is left. */
  @Test
  void reusedPort_isOfItsNextUser() throws Exception {
    OtherUser.assume();
    ServerSocketChannel server = keep(ServerSocketChannel.open().bind(local(0)));
    int port = 0;
    for (int uid : new int[] {4242, 4243, 4244}) {
      try (OtherUser user = OtherUser.connect(uid, 7, "", FROM_A_PORT, port(server), port);
          SocketChannel accepted = server.accept()) {
        assertThat(user.pid()).isPositive();
        int from = ((InetSocketAddress) accepted.getRemoteAddress()).getPort();
        assertThat(port).isIn(0, from);
        port = from;
        assertBothSay(uid, accepted);
      }
    }
  }

  private void assertBothSay(long uid, SocketChannel accepted) throws IOException {
    Ends ends =
        new Ends(
            (InetSocketAddress) accepted.getRemoteAddress(),
            (InetSocketAddress) accepted.getLocalAddress());
    assertThat(table.peers(List.of(ends))).containsEntry(ends, Peer.of(uid));
    if (KernelLookup.ofMachine().tcpProblem() == null) {
      assertThat(KernelLookup.ofMachine().tcp(ends)).isEqualTo(Peer.of(uid));
    }
  }

  @Test
  void callerOnAUnixSocket_hasItsGroupsAndItsProcess_asLongAsThatLives() throws Exception {
    OtherUser.assume();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path path = folder.resolve("s");
    ServerSocketChannel server = keep(ServerSocketChannel.open(StandardProtocolFamily.UNIX));
    server.bind(UnixDomainSocketAddress.of(path));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    OtherUser user = keep(OtherUser.connect(4242, 4243, "4244,4245", UNIX, path));
    SocketChannel accepted = keep(server.accept());
    assertThat(UnixPeer.of(accepted.getOption(UnixPeer.OPTION)))
        .isEqualTo(new Peer(4242L, Set.of(4243L), null, ""));
    assumeTrue(KernelLookup.ofMachine().unixProblem() == null, "has no such calls");
    Peer there = new Peer(4242L, Set.of(4243L, 4244L, 4245L), user.pid(), "");
    assertThat(KernelLookup.ofMachine().unix(accepted)).isEqualTo(there);
    user.leave();
    Peer left = new Peer(4242L, there.gids(), null, "");
    assertThat(KernelLookup.ofMachine().unix(accepted)).isIn(left, there);
    accepted.close();
    assertThat(KernelLookup.ofMachine().unix(accepted)).isNull();
  }

  @Test
  void userAndGroupOfTheJdk_areThisProcesss() throws Exception {
    Path path = folder.resolve("s");
    ServerSocketChannel server = keep(ServerSocketChannel.open(StandardProtocolFamily.UNIX));
    server.bind(UnixDomainSocketAddress.of(path));
    keep(SocketChannel.open(UnixDomainSocketAddress.of(path)));
    Peer peer = UnixPeer.of(keep(server.accept()).getOption(UnixPeer.OPTION));
    long gid = ((Number) Files.getAttribute(path, "unix:gid")).longValue();
    assertThat(peer)
        .isEqualTo(new Peer(Integer.toUnsignedLong(ProcessUser.number()), Set.of(gid), null, ""));
  }

  private <C extends AutoCloseable> C keep(C one) {
    open.add(one);
    return one;
  }

  private static int port(ServerSocketChannel server) throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  private static InetSocketAddress local(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  private static byte[] one() {
    byte[] address = new byte[16];
    address[15] = 1;
    return address;
  }
}
