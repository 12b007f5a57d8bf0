package dev.stsbroker.cli.client.request;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The address at which a broker listens for jobs.
 *
 * @param url as written, without a slash at the end
 * @param host what goes into {@code Host}
 * @param socket what to connect to; a host is not looked up yet
 */
public record BrokerAddress(String url, String host, SocketAddress socket) {
  private static final String UNIX = "unix:";

  /**
   * Reads {@code http://HOST[:PORT]} or {@code unix:/PATH}.
   *
   * @param where it was written, for the message
   * @throws ClientException if it is neither. It is not quoted: people put secrets into URLs
   */
  static BrokerAddress parse(String where, String text) throws ClientException {
    BrokerAddress address = text.startsWith(UNIX) ? unix(text) : http(text);
    if (address == null) {
      throw ClientException.usage(
          where + ": not a broker's address (expected: http://HOST:PORT or unix:/PATH)");
    }
    return address;
  }

  /** Whether SDKs can ask there: none of them knows unix sockets. */
  public boolean isHttp() {
    return socket instanceof InetSocketAddress;
  }

  /** The host without port and brackets. */
  public String bareHost() {
    return socket instanceof InetSocketAddress inet ? inet.getHostString() : host;
  }

  private static @Nullable BrokerAddress unix(String text) {
    String path = text.substring(UNIX.length());
    return path.startsWith("/") && path.indexOf('\0') < 0
        ? new BrokerAddress(text, "localhost", UnixDomainSocketAddress.of(path))
        : null;
  }

  private static @Nullable BrokerAddress http(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
    String host = uri.getHost();
    String path = uri.getRawPath();
    boolean bare = path == null || path.isEmpty() || path.equals("/");
    if (host == null || !"http".equals(uri.getScheme()) || !bare || hasMore(uri)) {
      return null;
    }
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    if (port == 0 || port > 65535) {
      return null;
    }
    String authority = uri.getRawAuthority();
    InetSocketAddress socket =
        InetSocketAddress.createUnresolved(
            host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
    return new BrokerAddress("http://" + authority, authority, socket);
  }

  private static boolean hasMore(URI uri) {
    return uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null;
  }
}
