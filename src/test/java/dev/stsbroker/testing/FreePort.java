package dev.stsbroker.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that are named before anybody listens on them. They are below those that Linux gives to
 * whoever asks for any: another test of another process gets none of them by chance.
 */
public final class FreePort {
  private static final int LOWEST = 10_000;
  private static final int BEYOND = 32_000;

  /** A test that asks for several before it uses them would else get one twice by chance. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  /** A port of which a moment ago nobody made use, each one once. */
  public static int any() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
      if (!GIVEN.add(port)) {
        continue;
      }
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Taken: the next one, then.
      }
    }
  }
}
