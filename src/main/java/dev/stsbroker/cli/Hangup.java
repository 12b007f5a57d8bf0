package dev.stsbroker.cli;

import java.lang.reflect.Proxy;

/**
 * SIGHUP: by custom, "read your configuration again". The JDK hears signals only through {@code
 * sun.misc.Signal}, of module jdk.unsupported; it is reached by reflection because the compiler
 * warns of it whatever one suppresses.
 */
final class Hangup {
  private Hangup() {}

  /**
   * Runs {@code action} on every SIGHUP from now on; does nothing where there are no such signals.
   */
  static void calls(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handling =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                action.run();
                return null;
              });
      Object hangup = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, handler).invoke(null, hangup, handling);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // No SIGHUP on this system: the files are watched all the same.
    }
  }
}
