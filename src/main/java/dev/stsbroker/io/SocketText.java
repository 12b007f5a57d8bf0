package dev.stsbroker.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The form in which the kernel's tables of TCP sockets print an end of a connection
 * (proc_pid_net(5)): each word of 32 bits as a number of the machine's byte order, and the port.
 */
public final class SocketText {
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private SocketText() {}

  /**
   * An end as a row has it.
   *
   * @param address of 4 or 16 bytes
   */
  public static String end(byte[] address, int port) {
    ByteBuffer words = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
    StringBuilder text = new StringBuilder();
    while (words.hasRemaining()) {
      text.append(HEX.toHexDigits(words.getInt()));
    }
    return text.append(port(port)).toString();
  }

  /** A port as it ends an end, with the colon before it. */
  public static String port(int port) {
    return ":" + HEX.toHexDigits((short) port);
  }

  /** The address that the table of IPv6 has for one of IPv4; one of IPv6 itself. */
  public static byte[] mapped(byte[] address) {
    if (address.length != Integer.BYTES) {
      return address;
    }
    byte[] all = Arrays.copyOf(MAPPED, MAPPED.length + address.length);
    System.arraycopy(address, 0, all, MAPPED.length, address.length);
    return all;
  }
}
