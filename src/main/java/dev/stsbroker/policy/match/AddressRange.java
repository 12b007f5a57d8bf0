package dev.stsbroker.policy.match;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of IP addresses in CIDR form, or one address. Never resolves a name. */
public final class AddressRange {
  private static final Pattern V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
  private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

  private final byte[] base;
  private final int bits;

  private AddressRange(byte[] base, int bits) {
    this.base = base;
    this.bits = bits;
  }

  /** Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a lone address; empty if it is none. */
  public static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return parseAddress(text).map(base -> new AddressRange(base, base.length * Byte.SIZE));
    }
    String length = text.substring(slash + 1);
    if (!BITS.matcher(length).matches()) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(length);
    return parseAddress(text.substring(0, slash))
        .filter(base -> bits <= base.length * Byte.SIZE)
        .map(base -> new AddressRange(base, bits));
  }

  /** The bytes of a literal address: 4 or 16, and 4 for an IPv4 address mapped into IPv6. */
  static Optional<byte[]> parseAddress(String text) {
    boolean v6 = text.indexOf(':') >= 0 && V6.matcher(text).matches();
    if (!v6 && !V4.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      // In brackets nothing but a literal is accepted, so no resolver is ever asked.
      return Optional.of(InetAddress.getByName(v6 ? "[" + text + "]" : text).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether every address of {@code other} is one of this. */
  boolean covers(AddressRange other) {
    return other.bits >= bits && contains(other.base);
  }

  boolean contains(byte[] address) {
    if (address.length != base.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    int rest = bits % Byte.SIZE;
    return Arrays.equals(base, 0, whole, address, 0, whole)
        && (rest == 0 || (base[whole] ^ address[whole]) >> (Byte.SIZE - rest) == 0);
  }
}
