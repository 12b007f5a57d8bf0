package dev.stsbroker.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An address to listen on: a TCP one or the path of a unix socket.
 *
 * @param host an IP address, IPv6 without brackets; {@code localhost} for a unix socket
 * @param port 1 to 65535, or 0 for any free one and for a unix socket
 * @param socket absolute path of a unix socket; null for TCP
 */
public record ListenAddress(String host, int port, @Nullable Path socket) {
  /** A TCP address. */
  public ListenAddress(String host, int port) {
    this(host, port, null);
  }

  /** A unix socket. */
  public static ListenAddress unix(Path socket) {
    return new ListenAddress("localhost", 0, socket);
  }

  /** The same with the port it was given; itself for a unix socket. */
  public ListenAddress on(int given) {
    return socket == null ? new ListenAddress(host, given) : this;
  }

  /** As in the configuration. */
  @Override
  public String toString() {
    if (socket != null) {
      return "unix:" + socket;
    }
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
