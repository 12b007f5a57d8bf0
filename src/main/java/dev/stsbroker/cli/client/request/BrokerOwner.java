package dev.stsbroker.cli.client.request;

import dev.stsbroker.io.ProcessUser;
import dev.stsbroker.io.UserNamespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * The user that a broker has to run as to be sent a caller's secret. Whoever takes the broker's
 * port before it starts would be sent the secret too; the kernel knows whose socket answers.
 */
final class BrokerOwner {
  static final String OPTION = "--broker-uid";

  private static final String ANY = "any";
  private static final int ROOT = 0;

  /** The largest number of a user: the next one means none. */
  private static final long LARGEST = 0xFFFF_FFFEL;

  private final boolean any;
  private final @Nullable Integer uid;

  private BrokerOwner(boolean any, @Nullable Integer uid) {
    this.any = any;
    this.uid = uid;
  }

  /** The user of this process, or root. */
  static BrokerOwner self() {
    return new BrokerOwner(false, null);
  }

  /**
   * The user with the number {@code text}, or root; everybody if it is {@code any}.
   *
   * @param where it was written, for the message
   * @throws ClientException if it is neither
   */
  static BrokerOwner parse(String where, String text) throws ClientException {
    if (text.equals(ANY)) {
      return new BrokerOwner(true, null);
    }
    boolean digits = !text.isEmpty() && text.length() <= 10;
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits || Long.parseLong(text) > LARGEST) {
      throw ClientException.usage(
          where + ": " + ShellText.shown(text) + " (expected: a user's number, or any)");
    }
    return new BrokerOwner(false, Integer.parseUnsignedInt(text));
  }

  /**
   * Returns if a secret may be sent through {@code channel}, which is connected.
   *
   * @throws StrangerException if the other end is somebody else's, or nobody can say whose it is
   */
  void require(SocketChannel channel) throws IOException {
    if (any) {
      return;
    }
    int wanted = wanted();
    if (channel.getRemoteAddress() instanceof InetSocketAddress there) {
      requireTcp((InetSocketAddress) channel.getLocalAddress(), there, wanted);
    } else {
      requireUnix(channel, wanted);
    }
  }

  private int wanted() throws StrangerException {
    try {
      return uid == null ? ProcessUser.number() : uid;
    } catch (IOException e) {
      throw unknown();
    }
  }

  private static void requireTcp(InetSocketAddress here, InetSocketAddress there, int wanted)
      throws StrangerException {
    int owner;
    try {
      owner = TcpPeer.uid(here, there);
    } catch (IOException e) {
      throw unknown();
    }
    if (owner == TcpPeer.UNKNOWN || UserNamespace.hides(Integer.toUnsignedLong(owner))) {
      throw unknown();
    }
    if (owner != ROOT && owner != wanted) {
      String number = Integer.toUnsignedString(owner);
      throw stranger("uid " + number, number, wanted);
    }
  }

  /** Who listened, as the kernel noted then: whose the file or its folder is does not matter. */
  private static void requireUnix(SocketChannel channel, int wanted) throws IOException {
    UserPrincipal owner;
    try {
      owner = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    } catch (UnsupportedOperationException e) {
      throw unknown();
    }
    for (int accepted : List.of(ROOT, wanted)) {
      if (owner.equals(user(accepted))) {
        if (UserNamespace.hides(Integer.toUnsignedLong(accepted))) {
          throw unknown();
        }
        return;
      }
    }
    Path file = ((UnixDomainSocketAddress) channel.getRemoteAddress()).getPath();
    String number =
        owner.equals(Files.getOwner(file))
            ? String.valueOf(Files.getAttribute(file, "unix:uid"))
            : "UID";
    throw stranger("user " + ShellText.shown(owner.getName()), number, wanted);
  }

  private static UserPrincipal user(int number) throws IOException {
    return Path.of("/")
        .getFileSystem()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(Integer.toString(number));
  }

  private static StrangerException stranger(String owner, String number, int wanted) {
    String expected =
        wanted == ROOT ? "root" : "uid " + Integer.toUnsignedString(wanted) + " or root";
    return new StrangerException(
        "the secret was not sent: what listens there is run by %s, not by %s (if that is the broker: %s %s)"
            .formatted(owner, expected, OPTION, number));
  }

  private static StrangerException unknown() {
    return new StrangerException(
        "the secret was not sent: who listens there cannot be known from here"
            + " (to send it all the same: "
            + OPTION
            + " any)");
  }

  /** The secret may not be sent there; the message says why, and what to do. */
  static final class StrangerException extends IOException {
    private static final long serialVersionUID = 1;

    StrangerException(String message) {
      super(message);
    }
  }
}
