package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.KeepAliveClient;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.Waiting;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * How long callers wait for cached answers while STS is idle and while it hangs, in one run: a
 * benchmark, which prints times and asserts none. That answers come while STS hangs is {@link
 * HangTest}'s. {@code -Dhang.seconds=30} makes each window as long as that; 3 s otherwise.
 *
 * <pre>{@code
 * mvn -q test-compile exec:java -Dclients.skip=true -Dexec.classpathScope=test \
 *   -Dexec.mainClass=dev.stsbroker.app.HangLatencyBenchmark
 * }</pre>
 */
public final class HangLatencyBenchmark {
  private static final int PROFILES = 20;
  private static final Duration WINDOW = Duration.ofSeconds(Integer.getInteger("hang.seconds", 3));

  private HangLatencyBenchmark() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws Exception {
    try (TestingBroker broker = TestingBroker.startOnManualTime(profiles());
        KeepAliveClient client = new KeepAliveClient(broker.port(), "/credentials/profile-0")) {
      measure(broker, client);
      Percentiles idle = measure(broker, client);
      broker.sandbox().cloud().faults().always(Fault.hang());
      broker.time().advance(Duration.ofMinutes(25));
      long before = broker.sandbox().cloud().calls().size();
      Percentiles hanging = measure(broker, client);
      long calls = broker.sandbox().cloud().calls().size() - before;
      Waiting.until("calls hang", () -> hangAfterASecond(broker));
      System.out.printf(
          Locale.ROOT,
          "cached answers for %d s each: idle %s; STS hangs (%d calls begun) %s; p99 ratio %.2f%n",
          WINDOW.toSeconds(),
          idle,
          calls,
          hanging,
          (double) hanging.p99() / idle.p99());
    }
  }

  /** However few calls a slow machine had the time for, they hung. */
  private static boolean hangAfterASecond(TestingBroker broker) {
    broker.time().advance(Duration.ofSeconds(1));
    return broker.sandbox().cloud().faults().hanging() > 0;
  }

  private static Profile[] profiles() {
    return IntStream.range(0, PROFILES)
        .mapToObj(i -> TestingBroker.profile("profile-" + i, true))
        .toArray(Profile[]::new);
  }

  /** Asks over and over for the window; the broker's clock runs ten times as fast meanwhile. */
  private static Percentiles measure(TestingBroker broker, KeepAliveClient client)
      throws Exception {
    ScheduledExecutorService mover = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> moving =
        mover.scheduleAtFixedRate(
            () -> broker.time().advance(Duration.ofSeconds(1)), 100, 100, TimeUnit.MILLISECONDS);
    try {
      return Percentiles.of(ask(client));
    } finally {
      assertThat(moving.isDone()).isFalse();
      mover.shutdown();
      assertThat(mover.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static long[] ask(KeepAliveClient client) throws Exception {
    long[] waits = new long[100_000];
    int count = 0;
    long start = System.nanoTime();
    for (long asked = start; asked - start < WINDOW.toNanos(); asked = System.nanoTime()) {
      assertThat(client.get()).isEqualTo(200);
      waits = count < waits.length ? waits : Arrays.copyOf(waits, 2 * count);
      waits[count++] = System.nanoTime() - asked;
    }
    return Arrays.copyOf(waits, count);
  }

  /** In nanoseconds. */
  private record Percentiles(int answers, long p50, long p99, long max) {
    static Percentiles of(long[] waits) {
      Arrays.sort(waits);
      int last = waits.length - 1;
      return new Percentiles(
          waits.length, waits[last / 2], waits[(int) (last * 0.99)], waits[last]);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "p50 %d us, p99 %d us, max %d us of %d",
          p50 / 1000,
          p99 / 1000,
          max / 1000,
          answers);
    }
  }
}
