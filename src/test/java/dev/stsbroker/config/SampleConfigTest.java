package dev.stsbroker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configurations that ship. */
class SampleConfigTest {
  private static final Path SHIPPED = Path.of("config");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("samples")
  void sample_loads_whenNothingIsChanged(Path sample) throws IOException {
    LoadedConfig config = new ConfigFolder(folder).loadWithSandbox(Files.readString(sample));

    assertThat(config.broker().defaultProfile()).isNotNull();
  }

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(SHIPPED)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
  }

  @Test
  void brokerSample_hasNoWarnings_whenNothingIsChanged() throws IOException {
    BrokerConfig config =
        new ConfigFolder(folder).load(Files.readString(SHIPPED.resolve("broker.yaml")));

    assertThat(config.warnings()).isEmpty();
  }
}
