package dev.stsbroker.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.LogLines;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What the real logger writes. */
class OneLineTest {
  private final Logger log = OneLine.named("one-line");
  private final LogLines lines = new LogLines();

  @Test
  void valuesAndSentences_areOneLine_whateverIsInThem() {
    log.atInfo()
        .addKeyValue("code", "a\r\n2026 INFO x")
        .addKeyValue("b", "\u202ec")
        .log("d\u001b[2J\n");
    assertThat(line()).endsWith("code=a\\u000d\\u000a2026 INFO x b=\\u202ec d\\u001b[2J\\u000a");
  }

  @Test
  void arguments_areOneLine_andEndToo() {
    log.warn("refused: {}, {}", "x\ny", "z".repeat(50_000));
    assertThat(line()).contains("refused: x\\u000ay, zzz").hasSizeLessThan(4_300);
  }

  @Test
  void value_isNotTakenForAnotherKey_norForAnArgument() {
    log.atInfo()
        .addKeyValue("param", "x secret=y")
        .addKeyValue("other", "{}")
        .log("was {}", "there");
    assertThat(line()).endsWith("param=\"x secret=y\" other={} was there");
  }

  @Test
  void exception_isItsName() {
    log.error("failed", new IllegalStateException("planted\nplanted"));
    assertThat(line()).endsWith("failed (java.lang.IllegalStateException)");
  }

  /** All that was written: one line. */
  private String line() {
    String all = lines.text();
    assertThat(all).endsWith(System.lineSeparator());
    String line = all.strip();
    assertThat(line.lines()).hasSize(1);
    return line;
  }
}
