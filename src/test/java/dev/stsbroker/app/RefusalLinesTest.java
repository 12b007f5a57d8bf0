package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.event.ConfigDifference;
import dev.stsbroker.event.ConfigState;
import dev.stsbroker.telemetry.Telemetry;
import dev.stsbroker.testing.LogLines;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A refused configuration is told whole once, however often a reload is asked for. */
class RefusalLinesTest {
  private static final ConfigState STATE = ConfigState.first(Instant.EPOCH);
  private static final String FIRST = "a: unknown key\nb: unknown key\nc: unknown key";

  @Test
  void sameRefusal_isOneLine_untilSomethingElseHappened() {
    try (LogLines log = new LogLines();
        Telemetry telemetry = new Telemetry("test", System::nanoTime)) {
      var events = telemetry.events();
      events.configRefused(STATE, FIRST);
      assertThat(refusals(log)).hasSize(3);
      events.configRefused(STATE, FIRST);
      events.configRefused(STATE, FIRST);
      assertThat(refusals(log)).hasSize(5).last().asString().contains("same reasons");
      events.configRefused(STATE, "a: unknown key");
      assertThat(refusals(log)).hasSize(6).last().asString().contains("a: unknown key");
      events.configApplied(STATE, List.of(), ConfigDifference.NONE);
      events.configRefused(STATE, "a: unknown key");
      assertThat(refusals(log)).hasSize(7).last().asString().contains("a: unknown key");
    }
  }

  private static List<String> refusals(LogLines log) {
    return log.all().stream().filter(line -> line.contains(" configuration refused")).toList();
  }
}
