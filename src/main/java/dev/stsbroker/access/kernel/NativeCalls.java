package dev.stsbroker.access.kernel;

import java.lang.reflect.InvocationTargetException;
import java.util.Set;

/** Finds the implementation of {@link KernelCalls}, which only later Java versions can have. */
final class NativeCalls {
  /** By the foreign-function API; in the part of the jar for Java 22 and later. */
  private static final String FOREIGN = "dev.stsbroker.access.kernel.ForeignCalls";

  private static final int FIRST_JAVA = 22;

  /** Where the numbers of options are known to be those that are used here. */
  private static final Set<String> PROCESSORS = Set.of("amd64", "aarch64", "riscv64");

  private NativeCalls() {}

  /**
   * The calls of this machine. Takes tens of milliseconds.
   *
   * @throws UnsupportedOperationException if there are none; its message is a clause for people
   */
  static KernelCalls load() {
    int java = Runtime.version().feature();
    String system = System.getProperty("os.name", "");
    String processor = System.getProperty("os.arch", "");
    if (!system.equals("Linux") || !PROCESSORS.contains(processor)) {
      throw new UnsupportedOperationException(
          "this is " + system + " on " + processor + ", not Linux on one of " + PROCESSORS);
    }
    if (java < FIRST_JAVA) {
      throw new UnsupportedOperationException(
          "this is Java " + java + ", and only " + FIRST_JAVA + " or later can make such calls");
    }
    try {
      return Class.forName(FOREIGN)
          .asSubclass(KernelCalls.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (InvocationTargetException e) {
      throw new UnsupportedOperationException(
          String.valueOf(e.getTargetException().getMessage()), e);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new UnsupportedOperationException(
          "the broker's jar was built by a JDK before " + FIRST_JAVA + ", without these calls", e);
    }
  }
}
