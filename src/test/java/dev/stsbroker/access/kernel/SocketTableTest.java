package dev.stsbroker.access.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.access.kernel.SocketTable.Ends;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's table of sockets, as it prints it on a little-endian machine. */
class SocketTableTest {
  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode\n";
  private static final String MAPPED = "0000000000000000FFFF0000";

  @TempDir private Path folder = Path.of("");
  private Path tcp = Path.of("");
  private Path tcp6 = Path.of("");

  @BeforeEach
  void empty() throws Exception {
    tcp = Files.writeString(folder.resolve("tcp"), HEAD);
    tcp6 = Files.writeString(folder.resolve("tcp6"), HEAD);
  }

  @Test
  void client_isKnownByItsOwnRow_notByTheBrokers() throws Exception {
    Files.writeString(
        tcp,
        HEAD
            + row("0100007F:1B9E", "0100007F:8A40", "01", 0, 7)
            + row("0100007F:8A40", "0100007F:1B9E", "01", 1001, 8)
            + row("0100007F:8A41", "0100007F:1B9E", "01", 1002, 9));
    assertThat(peer("127.0.0.1", 0x8A40)).isEqualTo(Peer.of(1001));
    assertThat(peer("127.0.0.1", 0x8A41)).isEqualTo(Peer.of(1002));
  }

  @Test
  void client_isKnown_whereItsSocketIsOfIpv6() throws Exception {
    String one = "00000000000000000000000001000000";
    Files.writeString(
        tcp6,
        HEAD
            + row(MAPPED + "0100007F:8A40", MAPPED + "0100007F:1B9E", "01", 4294967294L, 8)
            + row(one + ":8A41", one + ":1B9E", "01", 1002, 9));
    assertThat(peer("127.0.0.1", 0x8A40)).isEqualTo(Peer.of(4294967294L));
    assertThat(peer("::1", 0x8A41)).isEqualTo(Peer.of(1002));
  }

  /** Closing sockets have lost their owner, and the kernel prints 0 for them, which is root. */
  @Test
  void client_isUnknown_whereItsRowIsOfAnotherState_orOfNobody() throws Exception {
    for (String state : List.of("02", "03", "04", "05", "06", "08", "0A", "0C")) {
      Files.writeString(tcp, HEAD + row("0100007F:8A40", "0100007F:1B9E", state, 0, 9));
      assertUnknown("its socket has no row in " + tcp);
    }
    Files.writeString(tcp, HEAD + row("0100007F:8A40", "0100007F:1B9E", "01", 0, 0));
    assertUnknown("its socket has no row in " + tcp);
  }

  @Test
  void client_isUnknown_whereTwoRowsDiffer() throws Exception {
    Files.writeString(tcp, HEAD + row("0100007F:8A40", "0100007F:1B9E", "01", 1001, 8));
    Files.writeString(
        tcp6, HEAD + row(MAPPED + "0100007F:8A40", MAPPED + "0100007F:1B9E", "01", 1002, 9));
    assertUnknown("its socket has two rows");
  }

  @Test
  void client_isUnknown_whereItIsNotOfThisMachine() throws Exception {
    Files.writeString(tcp, HEAD + row("0100000A:8A40", "0100007F:1B9E", "01", 1001, 8));
    assertThat(peer("10.0.0.1", 0x8A40).unknown())
        .isEqualTo("it comes from another machine or network namespace");
  }

  @Test
  void nobodyIsKnown_whereTheTableIsHidden() throws Exception {
    Files.delete(tcp);
    assertThat(table().problem()).isEqualTo(tcp + " cannot be read");
    assertUnknown("there is no " + tcp);
    Files.writeString(tcp, HEAD);
    Files.delete(tcp6);
    assertThat(table().problem()).isNull();
    assertUnknown("its socket has no row in " + tcp);
  }

  @Test
  void rowIsFound_behindThousandsOfClosedOnes_andACutOneIsNone() throws Exception {
    StringBuilder text = new StringBuilder(HEAD);
    for (int i = 0; i < 15_000; i++) {
      text.append(row("0100007F:%04X".formatted(20_000 + i), "0100007F:1B9E", "06", 0, 0));
    }
    String last = row("0100007F:8A40", "0100007F:1B9E", "01", 1001, 8);
    Files.writeString(tcp, text + last);
    assertThat(peer("127.0.0.1", 0x8A40)).isEqualTo(Peer.of(1001));
    Files.writeString(tcp, text + last.substring(0, 60));
    assertUnknown("its socket has no row in " + tcp);
    Files.writeString(tcp, "0".repeat(70_000));
    assertUnknown("unreadable: " + tcp + " has a line of 65536 bytes");
  }

  @Test
  void userNames_areThoseOfTheFile() throws Exception {
    Path passwd = folder.resolve("passwd");
    Files.writeString(
        passwd, "root:x:0:0::/:/bin/sh\netl:x:1001:5::/:\n#x\netl:x:7:5::/:\nbad:x:a:\n");
    assertThat(UserIds.byName(passwd)).containsOnlyKeys("root", "etl").containsEntry("etl", 1001L);
  }

  private void assertUnknown(String why) throws Exception {
    assertThat(peer("127.0.0.1", 0x8A40)).isEqualTo(Peer.unknown(why));
  }

  private Peer peer(String from, int port) throws UnknownHostException {
    InetAddress address = InetAddress.getAllByName(from)[0];
    InetAddress to =
        address.isLoopbackAddress() ? address : InetAddress.getAllByName("127.0.0.1")[0];
    Ends ends = new Ends(new InetSocketAddress(address, port), new InetSocketAddress(to, 0x1B9E));
    Peer peer = table().peers(List.of(ends)).get(ends);
    return peer == null ? Peer.unknown("missing") : peer;
  }

  private SocketTable table() {
    return new SocketTable(tcp, tcp6);
  }

  private static String row(String local, String remote, String state, long uid, int inode) {
    return "  12: %s %s %s 00000000:00000000 00:00000000 00000000 %5d        0 %d 1 0000000055 20 4\n"
        .formatted(local, remote, state, uid, inode);
  }
}
