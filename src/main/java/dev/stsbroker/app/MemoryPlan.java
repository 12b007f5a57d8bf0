package dev.stsbroker.app;

import dev.stsbroker.http.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How many sessions and connections fit into the memory and the file descriptors there are, so that
 * nobody who makes them grow can end the broker.
 *
 * <p>A quarter of the heap is for sessions, a quarter for jobs' connections at their worst, a
 * sixteenth for the admin listener's; the rest is what the broker needs itself, a reload beside the
 * running configuration included.
 *
 * @param sessions most sessions of profiles with parameters, or that are not prefetched
 * @param jobConnections most connections to all job listeners together
 * @param adminConnections most connections to the admin listener; none of these is a job's
 */
record MemoryPlan(int sessions, int jobConnections, int adminConnections) {
  /** Heap of a session with its bodies, timer, key and binding: 5.2 to 6.6 KB were measured. */
  static final int SESSION_BYTES = 7 * 1024;

  private static final int MOST_SESSIONS = 10_000;
  private static final int MOST_CONNECTIONS = 4_096;
  private static final int ADMIN_CONNECTIONS = 256;

  /** What the process opens itself: jars, key files, connections to STS, kept files. */
  private static final int OWN_DESCRIPTORS = 128;

  private static final int LEAST = 8;

  /**
   * The plan for a heap and a limit of file descriptors.
   *
   * @param heap bytes
   */
  static MemoryPlan of(long heap, long descriptors) {
    long free = Math.max(2L * LEAST, descriptors - OWN_DESCRIPTORS);
    int admin =
        (int) Math.min(Math.min(ADMIN_CONNECTIONS, heap / 16 / Connections.WORST_BYTES), free / 4);
    long jobs = Math.min(heap / 4 / Connections.WORST_BYTES, free - admin);
    return new MemoryPlan(
        (int) Math.min(MOST_SESSIONS, heap / 4 / SESSION_BYTES),
        (int) Math.min(MOST_CONNECTIONS, Math.max(LEAST, jobs)),
        Math.max(LEAST / 2, admin));
  }

  /** The plan for this process. */
  static MemoryPlan ofProcess() {
    return of(Runtime.getRuntime().maxMemory(), descriptors(Path.of("/proc/self/limits")));
  }

  /** The soft limit of open files in {@code limits}, in the form of Linux's /proc. */
  static long descriptors(Path limits) {
    try (Stream<String> lines = Files.lines(limits)) {
      return lines
          .filter(line -> line.startsWith("Max open files"))
          .map(line -> line.substring("Max open files".length()).strip().split(" +", 2)[0])
          .mapToLong(MemoryPlan::number)
          .findFirst()
          .orElse(Long.MAX_VALUE);
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  private static long number(String soft) {
    return soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
  }
}
