package dev.stsbroker.app;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.testing.LogLines;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A broker led through an outage of an hour and out of it, and what was seen of it. */
final class OutageRun {
  /** The longest pause the retry plan knows, and something for the calls. */
  private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(5);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Outage outage;

  OutageRun(Outage outage) {
    this.outage = outage;
  }

  /** The outage is there before the first caller is. */
  Seen cold() throws Exception {
    return run(TestingBroker.profile("reader", false), Duration.ZERO);
  }

  /** The outage begins 20 min into the life of a one-hour credential, before its refresh. */
  Seen atRefresh() throws Exception {
    return run(TestingBroker.profile("reader", true), Duration.ofMinutes(20));
  }

  private Seen run(Profile profile, Duration wellFor) throws Exception {
    try (LogLines log = new LogLines();
        TestingBroker broker = TestingBroker.startOnManualTime(profile)) {
      VirtualTime time = new VirtualTime(broker);
      new Callers(broker, time).keepAsking(wellFor, MINUTE);
      Counts before = Counts.of(broker, time);
      Callers callers = new Callers(broker, time);
      outage.begin().apply(broker);
      time.slow(outage.slow());
      callers.keepAsking(Duration.ofHours(1), MINUTE);
      Counts after = Counts.of(broker, time);
      long warnings = log.count("WARN", "refresh");
      outage.end().apply(broker);
      time.slow(false);
      Duration recovery = new Callers(broker, time).untilServed(LONGEST_RECOVERY);
      return new Seen(callers.told(), after.minus(before), recovery, Lines.of(log, warnings));
    }
  }

  /** The moment until which what was issued at the start is served. */
  static Instant servedUntil() {
    return TestingBroker.START.plus(Duration.ofMinutes(59));
  }

  /**
   * What was seen.
   *
   * @param callers what those were told that asked during the outage
   * @param recovery from its end until a caller was served again
   */
  record Seen(List<Callers.Told> callers, Counts calls, Duration recovery, Lines lines) {
    String row(String name, String when) {
      return String.format(
          "| %s | %s | %s | %d | %d | %d | %d | %d | %d s |",
          name,
          when,
          Callers.summary(callers),
          calls.made(),
          calls.arrived(),
          lines.warnings(),
          lines.recoveries(),
          lines.issuances(),
          recovery.toSeconds());
    }
  }

  /**
   * Calls to STS.
   *
   * @param made as the broker's metrics count those that ended
   * @param arrived as the sandbox counts them
   */
  record Counts(long made, long arrived) {
    static Counts of(TestingBroker broker, VirtualTime time) throws Exception {
      double made =
          broker
              .admin("/metrics")
              .body()
              .lines()
              .filter(line -> line.startsWith("sts_broker_sts_call_duration_seconds_count"))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
              .sum();
      return new Counts((long) made, time.callsSeen());
    }

    Counts minus(Counts before) {
      return new Counts(made - before.made, arrived - before.arrived);
    }
  }

  /**
   * Lines in the log.
   *
   * @param warnings during the outage
   * @param recoveries lines that tell its end
   * @param issuances audit lines from start to end, one a credential
   * @param errors of whatever logger
   */
  record Lines(long warnings, long recoveries, long issuances, long errors) {
    static Lines of(LogLines log, long warnings) {
      long errors = log.all().stream().filter(line -> line.contains(" ERROR ")).count();
      return new Lines(warnings, log.count("INFO", "refresh"), log.count("INFO", "audit"), errors);
    }
  }
}
