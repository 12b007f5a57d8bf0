package dev.stsbroker.config.section;

import dev.stsbroker.http.connection.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Computes how many sessions and connections fit into the heap and the file descriptors of the
 * process, so that no caller can exhaust them.
 *
 * <p>They get nine sixteenths of the heap: four for sessions, four for jobs' connections at their
 * largest, one for the admin listener's, unless the configuration says otherwise. The broker itself
 * needs the rest, also for a reload beside the running configuration.
 *
 * @param sessions most sessions of profiles with parameters, or that are not prefetched
 * @param jobConnections most connections to all job listeners together
 * @param adminConnections most connections to the admin listener; none of these is a job's
 */
public record MemoryPlan(int sessions, int jobConnections, int adminConnections) {
  /** Heap of a session with its bodies, timer, key and binding: 5.2 to 6.6 KB were measured. */
  static final int SESSION_BYTES = 7 * 1024;

  private static final int MOST_SESSIONS = 10_000;
  private static final int MOST_CONNECTIONS = 4_096;
  private static final int ADMIN_CONNECTIONS = 256;

  /** What the process opens itself: jars, key files, connections to STS, kept files. */
  private static final int OWN_DESCRIPTORS = 128;

  private static final int LEAST = 8;
  private static final long MIB = 1024 * 1024;
  private static final long STEP = 8 * MIB;

  /**
   * What a configuration asks for.
   *
   * @param sessions 0 for what fits
   * @param connections jobs'; 0 for what fits
   */
  record Asked(int sessions, int connections) {
    static final Asked NOTHING = new Asked(0, 0);
  }

  /**
   * What there is.
   *
   * @param heap bytes
   * @param descriptors files that the process may have open
   */
  public record Means(long heap, long descriptors) {
    /** Those of this process. */
    public static Means ofProcess() {
      return new Means(
          Runtime.getRuntime().maxMemory(), MemoryPlan.descriptors(Path.of("/proc/self/limits")));
    }

    /** What is left beside the sandbox's cloud, which has the other half of the heap. */
    public Means half() {
      return new Means(heap / 2, descriptors);
    }
  }

  /** The plan for some means; what is asked for is taken as it is, as far as files can be open. */
  static MemoryPlan of(Means means, Asked asked) {
    long free = Math.max(2L * LEAST, means.descriptors() - OWN_DESCRIPTORS);
    long admin = Math.min(ADMIN_CONNECTIONS, means.heap() / 16 / Connections.WORST_BYTES);
    int adminConnections = (int) Math.max(LEAST / 2, Math.min(admin, free / 4));
    long fitting = Math.min(MOST_CONNECTIONS, means.heap() / 4 / Connections.WORST_BYTES);
    long wanted = asked.connections() == 0 ? Math.max(LEAST, fitting) : asked.connections();
    long sessions = Math.min(MOST_SESSIONS, means.heap() / 4 / SESSION_BYTES);
    return new MemoryPlan(
        asked.sessions() == 0 ? (int) sessions : asked.sessions(),
        (int) Math.min(wanted, Math.max(LEAST, free - adminConnections)),
        adminConnections);
  }

  /** The plan for this process, if nothing is asked for. */
  public static MemoryPlan ofProcess() {
    return of(Means.ofProcess(), Asked.NOTHING);
  }

  /** The heap that all of them take at worst. */
  long bytes() {
    return (long) sessions * SESSION_BYTES
        + ((long) jobConnections + adminConnections) * Connections.WORST_BYTES;
  }

  /** The most of a heap that they may take. */
  static long share(long heap) {
    return heap / 16 * 9;
  }

  /** The option of Java that gives a heap in which what is asked for fits. */
  static String fitting(Means means, Asked asked) {
    Means more = means;
    while (of(more, asked).bytes() > share(more.heap())) {
      more = new Means(more.heap() + STEP, more.descriptors());
    }
    return option(more.heap());
  }

  /** The option of Java that gives a heap, of which Java keeps a thirtieth for its collector. */
  static String option(long heap) {
    return "-Xmx" + (heap / 29 * 30 / MIB + 1) + "m";
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
