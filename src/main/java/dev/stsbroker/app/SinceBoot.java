package dev.stsbroker.app;

import dev.stsbroker.time.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Nanoseconds since the machine was started, suspends included, as Linux tells them in {@code
 * /proc/uptime} (proc(5)); in hundredths of a second.
 */
final class SinceBoot implements LongSupplier {
  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final double NANOS = 1e9;

  private final Scheduler fallback;

  /**
   * @param fallback where there is no {@code /proc/uptime}
   */
  SinceBoot(Scheduler fallback) {
    this.fallback = fallback;
  }

  @Override
  public long getAsLong() {
    try {
      String text = Files.readString(UPTIME);
      return (long) (Double.parseDouble(text.substring(0, text.indexOf(' '))) * NANOS);
    } catch (IOException | RuntimeException e) {
      return fallback.nanoTime();
    }
  }
}
