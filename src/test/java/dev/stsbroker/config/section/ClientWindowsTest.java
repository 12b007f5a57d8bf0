package dev.stsbroker.config.section;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.config.ConfigFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Warnings about durations that suit few clients. */
class ClientWindowsTest {
  private static final String PROFILE =
      "profiles: { p: { roleArn: \"acs:ram::1234567890123456:role/r\"%s } }\n";

  @TempDir private Path folder = Path.of("");

  @Test
  void shortDuration_isWarnedOf_withTheClientsAndWhatSuitsThem() {
    assertThat(warnings(", duration: 15m"))
        .singleElement()
        .asString()
        .startsWith(
            "profiles.p.duration: 15m is so short that these ask the broker at every call, and fail"
                + " while it is away: ack-ram-tool's library (45m); aliyun-sdk-oss for Java,"
                + " CustomSession (18m); boto3, botocore (23m); ")
        .contains("credentials-java 1 (23m)", "alibabacloud-credentials for Python (23m)", "PHP")
        .doesNotContain("Tablestore", "credentials-go", "Terraform")
        .endsWith(
            " (expected: 45m or more, which suits all of them; src/docs/clients/README.md has the"
                + " table)");
  }

  @Test
  void warning_namesThoseAlone_thatTheDurationDoesNotSuit() {
    assertThat(warnings(", duration: 23m"))
        .singleElement()
        .asString()
        .contains("ossfs 1 and 2 (30m)", "ack-ram-tool's library (45m)")
        .doesNotContain("credentials-java 1 (23m)", "(18m)");
    assertThat(warnings(", duration: 44m59s"))
        .singleElement()
        .asString()
        .contains(": ack-ram-tool's library (45m) (expected: 45m or more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", duration: 45m", ", duration: 1h", ", duration: 12h"})
  void duration_isNotWarnedOf_whenItSuitsAllThatTheUsualOneSuits(String duration) {
    assertThat(warnings(duration)).isEmpty();
  }

  private List<String> warnings(String duration) {
    BrokerConfig config =
        new ConfigFolder(folder).load(ConfigFolder.IDENTITIES + PROFILE.formatted(duration));
    return ConfigFolder.unplaced(config.warnings()).stream()
        .filter(warning -> warning.contains(".duration"))
        .toList();
  }

  @Test
  void table_isWhole() {
    assertThat(ClientWindows.rows()).hasSizeGreaterThan(30);
    assertThat(ClientWindows.rows())
        .allMatch(row -> row.known().matches("(measured|read|closed).+"));
    assertThat(ClientWindows.rows())
        .allMatch(row -> row.shortest().equals("-") || row.suits().isPresent());
    assertThat(ClientWindows.rows()).extracting(ClientWindows.Row::client).doesNotHaveDuplicates();
  }
}
