package dev.stsbroker.http;

/**
 * An address to listen on.
 *
 * @param host an IP address, IPv6 without brackets
 * @param port 1 to 65535, or 0 for any free one
 */
public record ListenAddress(String host, int port) {
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
