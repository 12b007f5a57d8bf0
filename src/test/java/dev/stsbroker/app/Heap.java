package dev.stsbroker.app;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** How much of the heap is in use. */
final class Heap {
  private Heap() {}

  /** Bytes that are left after collections: a second one frees what the first one finalized. */
  static long bytesInUse() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
