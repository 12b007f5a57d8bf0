package dev.stsbroker.config.section;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.config.ConfigTree;
import dev.stsbroker.config.section.MemoryPlan.Means;
import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Placeholders;
import dev.stsbroker.config.text.ConfigException;
import dev.stsbroker.config.text.Problems;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configured bounds against the heap there is. */
class LimitsSectionTest {
  private static final long MIB = 1 << 20;

  /** What Java has of {@code -Xmx64m}. */
  private static final Means DEFAULT = new Means(64 * MIB * 29 / 30, 65_536);

  private static BrokerConfig read(JsonObject written, Means means, boolean sandbox) {
    Problems problems = new Problems();
    Placeholders none = new Placeholders(name -> null, "node-1", problems);
    return new ConfigTree(written, problems, none, new NamedFile(Path.of("broker.yaml")), means)
        .read(sandbox)
        .broker();
  }

  private static JsonObject config(String limits) {
    return new JsonObject(
        """
        {"limits": %s, "identities": {"a": {"type": "environment"}},
         "profiles": {"p": {"roleArn": "acs:ram::1234567890123456:role/r"}}}
        """
            .formatted(limits));
  }

  private static List<String> problems(JsonObject written, Means means) {
    try {
      read(written, means, false);
      return List.of();
    } catch (ConfigException wrong) {
      return wrong.problems().stream().map(Object::toString).toList();
    }
  }

  @Test
  void nothingConfigured_isWhatFits() {
    assertThat(read(config("{}"), DEFAULT, false).limits())
        .isEqualTo(new MemoryPlan(2262, 329, 82));
  }

  @Test
  void sandbox_leavesHalfToItsCloud() {
    assertThat(read(config("{}"), DEFAULT, true).limits()).isEqualTo(new MemoryPlan(1131, 164, 41));
  }

  @Test
  void configured_isTaken_ifAllTogetherFits() {
    assertThat(read(config("{\"sessions\": 4000, \"connections\": 64}"), DEFAULT, false).limits())
        .isEqualTo(new MemoryPlan(4000, 64, 82));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"sessions": 10000}                      | limits.sessions: 10000 sessions and 329 + 82 connections take up to 88 MiB
          {"connections": 1000}                    | limits.connections: 2262 sessions and 1000 + 82 connections take up to 67 MiB
          {"sessions": 10, "connections": 100000}  | limits.sessions: 10 sessions and 65326 + 82 connections take up to 3067 MiB
          """)
  void configured_isRefused_withNumbers_ifItCannotFit(String limits, String said) {
    List<String> problems = problems(config(limits), DEFAULT);
    assertThat(problems).singleElement().asString().startsWith(said);
    assertThat(problems.get(0))
        .contains(
            "(expected: at most 34 MiB, what a heap of 61 MiB has for them; STS_BROKER_JAVA_OPTS=-Xmx");
    assertThat(problems(config(limits), advised(problems.get(0)))).isEmpty();
  }

  /** The heap that a problem says is enough. */
  private static Means advised(String problem) {
    Matcher option = Pattern.compile("-Xmx(\\d+)m").matcher(problem);
    assertThat(option.find()).isTrue();
    return new Means(Long.parseLong(option.group(1)) * MIB * 29 / 30, 65_536);
  }

  @Test
  void prefetchedProfiles_areRefused_ifTheyCannotFit() {
    JsonObject profiles = new JsonObject();
    JsonObject profile = new JsonObject().put("roleArn", "acs:ram::1234567890123456:role/r");
    for (int i = 0; i < 2263; i++) {
      profiles.put("p" + i, profile);
    }
    JsonObject written = config("{}").put("profiles", profiles);

    List<String> problems = problems(written, DEFAULT);

    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("profiles: 2263 are prefetched (expected: at most 2262, what a heap of 61 MiB");
    assertThat(problems(written, advised(problems.get(0)))).isEmpty();
    profiles.remove("p0");
    assertThat(problems(written, DEFAULT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"sessions": 0}         | limits.sessions: 0 (expected: 1..1000000; write: sessions: 1)
          {"connections": 7}      | limits.connections: 7 (expected: 8..100000; write: connections: 8)
          {"waiters": 7}          | limits.waiters: unknown key
          """)
  void whatIsNoBound_isRefused(String limits, String said) {
    assertThat(problems(config(limits), DEFAULT)).singleElement().asString().startsWith(said);
  }
}
