package dev.stsbroker.sts;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that {@code NO_PROXY} exempts from the proxy, read as curl and Go read it: entries
 * between commas or blanks, in any case of letters. {@code example.com} is that host and all below
 * it, {@code .example.com} and {@code *.example.com} those below it, {@code *} every host. An
 * address is itself, one with {@code /bits} a network. {@code :port} behind a name or an address
 * makes it that port alone. Names are not looked up: an address exempts no name.
 */
final class NoProxy {
  private static final Pattern WITH_PORT = Pattern.compile("(\\[.*\\]|[^:]*):([0-9]{1,5})");

  /** No more than is an address: what is none would be looked up in DNS, and waited for. */
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");

  private final List<String> entries;

  NoProxy(String list) {
    this.entries = List.of(list.toLowerCase(Locale.ROOT).strip().split("[,\\s]+"));
  }

  /** Whether calls to {@code host} at {@code port} go there directly. */
  boolean exempts(String host, int port) {
    String name = bare(host.toLowerCase(Locale.ROOT));
    return entries.stream().anyMatch(entry -> matches(entry, name, port));
  }

  private static boolean matches(String entry, String host, int port) {
    Matcher ported = WITH_PORT.matcher(entry);
    if (ported.matches()) {
      return Integer.parseInt(ported.group(2)) == port && names(bare(ported.group(1)), host);
    }
    return names(bare(entry), host);
  }

  private static boolean names(String entry, String host) {
    if (entry.equals("*")) {
      return true;
    }
    int slash = entry.indexOf('/');
    byte[] address = address(slash < 0 ? entry : entry.substring(0, slash));
    if (address != null) {
      byte[] hosts = address(host);
      return hosts != null && inside(hosts, address, bits(entry, slash, address));
    }
    String below = entry.startsWith("*.") ? entry.substring(1) : entry;
    if (below.startsWith(".")) {
      return below.length() > 1 && host.endsWith(below);
    }
    return !below.isEmpty() && (host.equals(below) || host.endsWith("." + below));
  }

  private static int bits(String entry, int slash, byte[] address) {
    int all = address.length * Byte.SIZE;
    if (slash < 0) {
      return all;
    }
    try {
      int bits = Integer.parseInt(entry.substring(slash + 1));
      return bits > all ? -1 : bits;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static boolean inside(byte[] host, byte[] network, int bits) {
    if (bits < 0 || host.length != network.length) {
      return false;
    }
    int rest = network.length * Byte.SIZE - bits;
    BigInteger one = new BigInteger(1, host).shiftRight(rest);
    return one.equals(new BigInteger(1, network).shiftRight(rest));
  }

  /** The address that {@code text} writes out; null if it is a name. */
  private static byte @Nullable [] address(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** Without brackets and without the dot that ends a full name. */
  private static String bare(String name) {
    if (name.startsWith("[") && name.endsWith("]")) {
      return name.substring(1, name.length() - 1);
    }
    return name.length() > 2 && name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
