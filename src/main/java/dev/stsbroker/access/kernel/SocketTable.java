package dev.stsbroker.access.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.stsbroker.io.SocketText;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's table of TCP sockets, {@code /proc/net/tcp} and {@code tcp6}, in which the socket of
 * a local client has a row with its user. Reading it takes milliseconds, so it is read for many
 * connections at once, and on no event loop.
 */
public final class SocketTable {
  /** The most that is read of each file, in bytes: some 400,000 rows. */
  public static final int MOST_BYTES = 64 * 1024 * 1024;

  static final Peer ELSEWHERE = Peer.unknown("it comes from another machine or network namespace");

  private static final int CHUNK = 64 * 1024;

  /** The only state whose row always has its owner: those that are closing may say root. */
  private static final String ESTABLISHED = "01";

  /** The port of the other end, four digits and a blank. */
  private static final int STATE_BEHIND_COLON = 5;

  private static final int STATE = 3;
  private static final int UID = 7;
  private static final int INODE = 9;

  private final Path tcp;
  private final Path tcp6;

  /**
   * @param tcp the table of IPv4
   * @param tcp6 the table of IPv6, which a machine need not have
   */
  public SocketTable(Path tcp, Path tcp6) {
    this.tcp = tcp;
    this.tcp6 = tcp6;
  }

  /** The one of this process's network namespace. */
  public static SocketTable ofMachine() {
    return new SocketTable(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  }

  /**
   * A connection by its ends.
   *
   * @param client where it comes from, resolved
   * @param server where it arrived, resolved
   */
  public record Ends(InetSocketAddress client, InetSocketAddress server) {
    /** Whether both ends are of this machine and of one network namespace, as far as they tell. */
    boolean local() {
      InetAddress from = client.getAddress();
      return from.isLoopbackAddress() || from.equals(server.getAddress());
    }
  }

  /** Why nobody can be known by this table, for people; null if it can be read. */
  public @Nullable String problem() {
    return Files.isReadable(tcp) ? null : tcp + " cannot be read";
  }

  /** Who is at the client's end of each of {@code connections}. Blocks. */
  public Map<Ends, Peer> peers(Collection<Ends> connections) {
    Map<Ends, Peer> peers = new HashMap<>();
    Set<Ends> open = new HashSet<>();
    for (Ends ends : connections) {
      if (ends.local()) {
        open.add(ends);
      } else {
        peers.put(ends, ELSEWHERE);
      }
    }
    try {
      read(open, peers);
      // Rows move while the table is read, and one may be passed over.
      open.removeAll(peers.keySet());
      read(open, peers);
      open.forEach(ends -> peers.putIfAbsent(ends, unlisted()));
    } catch (IOException e) {
      String why = e instanceof NoSuchFileException ? "there is no " : "unreadable: ";
      open.forEach(ends -> peers.putIfAbsent(ends, Peer.unknown(why + e.getMessage())));
    }
    return peers;
  }

  private Peer unlisted() {
    return Peer.unknown("its socket has no row in " + tcp);
  }

  private void read(Set<Ends> open, Map<Ends, Peer> peers) throws IOException {
    if (open.isEmpty()) {
      return;
    }
    Map<String, Ends> rows = new HashMap<>();
    for (Ends ends : open) {
      rows.put(row(ends, false), ends);
      rows.put(row(ends, true), ends);
    }
    read(tcp, rows, peers);
    if (Files.exists(tcp6)) {
      read(tcp6, rows, peers);
    }
  }

  private static void read(Path table, Map<String, Ends> rows, Map<Ends, Peer> peers)
      throws IOException {
    byte[] chunk = new byte[CHUNK];
    int kept = 0;
    long all = 0;
    try (InputStream in = Files.newInputStream(table)) {
      for (int got = in.read(chunk); got > 0; got = in.read(chunk, kept, CHUNK - kept)) {
        all += got;
        if (all > MOST_BYTES) {
          throw new IOException(table + " is over " + MOST_BYTES + " bytes");
        }
        int end = kept + got;
        int begin = 0;
        for (int i = kept; i < end; i++) {
          if (chunk[i] == '\n' && established(chunk, begin, i)) {
            take(new String(chunk, begin, i - begin, US_ASCII), rows, peers);
          }
          if (chunk[i] == '\n') {
            begin = i + 1;
          }
        }
        kept = end - begin;
        if (kept == CHUNK) {
          throw new IOException(table + " has a line of " + CHUNK + " bytes");
        }
        System.arraycopy(chunk, begin, chunk, 0, kept);
      }
    }
  }

  /** Whether the state, after three colons, says so; most rows of a busy machine do not. */
  private static boolean established(byte[] row, int begin, int end) {
    int at = begin;
    for (int colons = 0; at < end && colons < 3; at++) {
      colons += row[at] == ':' ? 1 : 0;
    }
    int state = at + STATE_BEHIND_COLON;
    return state + 1 < end && row[state] == '0' && row[state + 1] == '1';
  }

  private static void take(String line, Map<String, Ends> rows, Map<Ends, Peer> peers) {
    int at = line.indexOf(": ");
    int state = at < 0 ? -1 : line.indexOf(" " + ESTABLISHED + " ", at + 2);
    Ends ends = state < 0 ? null : rows.get(line.substring(at + 2, state));
    if (ends == null) {
      return;
    }
    String[] fields = line.strip().split(" +", -1);
    boolean owned = fields.length > INODE && !fields[INODE].equals("0");
    if (owned && fields[STATE].equals(ESTABLISHED) && fields[UID].matches("[0-9]{1,10}")) {
      Peer peer = UserIds.peer(Long.parseLong(fields[UID]));
      Peer before = peers.putIfAbsent(ends, peer);
      if (before != null && !before.equals(peer)) {
        peers.put(ends, Peer.unknown("its socket has two rows"));
      }
    }
  }

  /** How the row of the client's socket begins, after its number and before its state. */
  private static String row(Ends ends, boolean six) {
    return end(ends.client(), six) + " " + end(ends.server(), six);
  }

  private static String end(InetSocketAddress end, boolean six) {
    byte[] address = end.getAddress().getAddress();
    return SocketText.end(six ? SocketText.mapped(address) : address, end.getPort());
  }
}
