package dev.stsbroker.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that are named before anybody listens on them. They are below those that Linux gives to
 * whoever asks for any: another test of another process gets none of them by chance.
 */
public final class FreePort {
  private static final int LOWEST = 10_000;
  private static final int BEYOND = 32_000;

  private FreePort() {}

  /** A port of which a moment ago nobody made use. */
  public static int any() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Taken: the next one, then.
      }
    }
  }
}
