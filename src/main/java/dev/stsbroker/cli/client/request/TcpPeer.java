package dev.stsbroker.cli.client.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stsbroker.io.SocketText;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * The owner of the other end of a TCP connection within this machine, as the kernel's table of
 * sockets has it (proc_pid_net(5)). An end that was not accepted yet belongs to nobody in the
 * table; only the listener in the same table can accept it, so it counts as the listener's.
 */
final class TcpPeer {
  static final int UNKNOWN = -1;

  private static final Path TABLE_4 = Path.of("/proc/net/tcp");
  private static final Path TABLE_6 = Path.of("/proc/net/tcp6");
  private static final String LISTEN = "0A";

  /** A row may be passed over while others come and go. */
  private static final int LOOKS = 3;

  /** The other end's own address and then this end's, as in a row. */
  private final String ends;

  /** Where a listener may be bound that has accepted it, the most exact first. */
  private final List<String> places;

  /** Of the other end, as in a row. */
  private final String port;

  private boolean seen;
  private int holder = UNKNOWN;
  private int listener = UNKNOWN;
  private int exactness = Integer.MAX_VALUE;

  private TcpPeer(byte[] here, int herePort, byte[][] there, int therePort) {
    this.port = SocketText.port(therePort);
    this.places = new ArrayList<>();
    for (byte[] address : there) {
      places.add(SocketText.end(address, therePort));
    }
    this.ends = places.get(0) + " " + SocketText.end(here, herePort);
  }

  /**
   * The user's number; {@link #UNKNOWN} if the other end is not of this network namespace, or no
   * table tells.
   *
   * @param here this end
   * @param there the other end
   */
  static int uid(InetSocketAddress here, InetSocketAddress there) throws IOException {
    byte[] mine = here.getAddress().getAddress();
    byte[] other = there.getAddress().getAddress();
    boolean ipv4 = other.length == 4;
    byte[][] places4 = {other, new byte[4]};
    byte[][] places6 =
        ipv4
            ? new byte[][] {SocketText.mapped(other), SocketText.mapped(new byte[4]), new byte[16]}
            : new byte[][] {other, new byte[16]};
    for (int look = 0; look < LOOKS; look++) {
      TcpPeer in6 =
          new TcpPeer(
              ipv4 ? SocketText.mapped(mine) : mine, here.getPort(), places6, there.getPort());
      if (in6.isIn(TABLE_6)) {
        return in6.owner();
      }
      if (ipv4) {
        TcpPeer in4 = new TcpPeer(mine, here.getPort(), places4, there.getPort());
        if (in4.isIn(TABLE_4)) {
          return in4.owner();
        }
      }
    }
    return UNKNOWN;
  }

  private boolean isIn(Path table) throws IOException {
    try (BufferedReader rows = Files.newBufferedReader(table, ISO_8859_1)) {
      for (String row = rows.readLine(); row != null; row = rows.readLine()) {
        read(row);
      }
    } catch (NoSuchFileException e) {
      return false;
    }
    return seen;
  }

  private void read(String row) {
    if (!row.contains(port)) {
      return;
    }
    StringTokenizer fields = new StringTokenizer(row);
    if (fields.countTokens() < 10) {
      return;
    }
    fields.nextToken();
    String local = fields.nextToken();
    int place = places.indexOf(local);
    if (place < 0) {
      return;
    }
    String remote = fields.nextToken();
    String state = fields.nextToken();
    skip(fields, 3);
    String uid = fields.nextToken();
    fields.nextToken();
    String inode = fields.nextToken();
    if (state.equals(LISTEN)) {
      if (place < exactness) {
        exactness = place;
        listener = number(uid);
      }
    } else if (place == 0 && ends.equals(local + " " + remote)) {
      seen = true;
      holder = inode.equals("0") ? UNKNOWN : number(uid);
    }
  }

  private int owner() {
    return holder == UNKNOWN ? listener : holder;
  }

  private static void skip(StringTokenizer fields, int count) {
    for (int i = 0; i < count; i++) {
      fields.nextToken();
    }
  }

  private static int number(String text) {
    return Integer.parseUnsignedInt(text);
  }
}
