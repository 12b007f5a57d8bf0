package dev.stsbroker.app;

import dev.stsbroker.time.Scheduler;
import dev.stsbroker.time.Timing;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The environment of a broker: everything it takes from outside that is not configuration.
 *
 * @param timing the local clock, timers and randomness
 * @param sinceBoot nanoseconds since the machine was started, suspends included
 * @param environment looks up an environment variable; null where it is not set
 * @param version of the broker, for people and metrics
 */
public record RuntimeEnvironment(
    Timing timing,
    LongSupplier sinceBoot,
    Function<String, @Nullable String> environment,
    String version) {

  /** The real ones. */
  public static RuntimeEnvironment real(Vertx vertx) {
    Scheduler scheduler = new VertxScheduler(vertx);
    Timing timing = new Timing(InstantSource.system(), scheduler, RandomGenerator.getDefault());
    return new RuntimeEnvironment(
        timing, new SinceBoot(scheduler), System::getenv, packagedVersion());
  }

  /** The version the jar says it has; {@code dev} outside a jar. */
  public static String packagedVersion() {
    String packaged = RuntimeEnvironment.class.getPackage().getImplementationVersion();
    return packaged == null ? "dev" : packaged;
  }

  /**
   * Nanoseconds since the machine was started, suspends included, as Linux tells them in {@code
   * /proc/uptime} (proc(5)); in hundredths of a second.
   */
  static final class SinceBoot implements LongSupplier {
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
}
