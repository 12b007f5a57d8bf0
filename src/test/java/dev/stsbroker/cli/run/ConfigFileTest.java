package dev.stsbroker.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which configuration a command takes that nobody named one to. */
class ConfigFileTest {
  private static final Path EXAMPLE = Path.of("config/broker.yaml");

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void none_isRefused_withThePlacesLookedAt(String variable) {
    assertThatThrownBy(() -> ConfigFile.usual(variable, folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no configuration: --config is not given, $STS_BROKER_CONFIG is not set, and there is"
                + " no %s/config/broker.yaml (expected: --config FILE; sts-broker init writes one"
                + " to start from)",
            folder);
  }

  @Test
  void theExampleThatShips_isNone_untilItIsChanged() throws IOException {
    Path here = put(Files.readString(EXAMPLE));
    assertThatThrownBy(() -> ConfigFile.usual(null, folder))
        .hasMessageContaining("%s is the example that ships, unchanged", here)
        .hasMessageContaining("sts-broker init");
    put(Files.readString(EXAMPLE).replace("1234567890123456", "1234567890123457"));
    assertThat(ConfigFile.usual(null, folder)).isEqualTo(Path.of("config/broker.yaml"));
  }

  @Test
  void theVariable_comesFirst_andItsFileHasToBeThere() throws IOException {
    put("profiles: {}\n");
    Files.writeString(folder.resolve("my.yaml"), "");
    assertThat(ConfigFile.usual("my.yaml", folder)).isEqualTo(Path.of("my.yaml"));
    assertThatThrownBy(() -> ConfigFile.usual("mine.yaml", folder))
        .hasMessageContaining("$STS_BROKER_CONFIG names mine.yaml, which does not exist");
  }

  @Test
  void aNamedFile_isTaken_whateverItIs() {
    assertThat(ConfigFile.choose(EXAMPLE)).isEqualTo(EXAMPLE);
    assertThat(ConfigFile.chooseSandbox(EXAMPLE)).isEqualTo(EXAMPLE);
  }

  private Path put(String text) throws IOException {
    Files.createDirectories(folder.resolve("config"));
    return Files.writeString(folder.resolve("config/broker.yaml"), text);
  }
}
