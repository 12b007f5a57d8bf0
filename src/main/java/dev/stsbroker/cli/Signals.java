package dev.stsbroker.cli;

import java.lang.reflect.Proxy;

/**
 * What the system tells a process. The JDK hears signals only through {@code sun.misc.Signal}, of
 * module jdk.unsupported; it is reached by reflection because the compiler warns of it whatever one
 * suppresses.
 */
final class Signals {
  private Signals() {}

  /**
   * Runs {@code action} on every signal called {@code name}, without SIG, from now on; does nothing
   * where there is no such signal or the process was started to ignore it.
   */
  static void on(String name, Runnable action) {
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
      Object named = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, named, handling);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // Without SIGHUP the files are watched all the same; without the others the JVM exits.
    }
  }
}
