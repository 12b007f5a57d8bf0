package dev.stsbroker.access.kernel;

import java.io.IOException;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/** The user that connected to a unix socket, and its own group, as the JDK has them. */
public final class UnixPeer {
  /** The option of a connection that tells; reading it may ask a directory of users. */
  public static final SocketOption<UnixDomainPrincipal> OPTION = ExtendedSocketOptions.SO_PEERCRED;

  private UnixPeer() {}

  /**
   * The peer of which the option tells. Blocks.
   *
   * @param told the option's value; null where the system has none
   */
  public static Peer of(@Nullable UnixDomainPrincipal told) throws IOException {
    return told == null
        ? Peer.unknown("this system does not tell who connected to a unix socket")
        : UserIds.peer(told.user(), told.group());
  }
}
