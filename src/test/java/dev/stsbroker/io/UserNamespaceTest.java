package dev.stsbroker.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel's settings say of users that a namespace does not have. */
class UserNamespaceTest {
  /** The kernel gives such a setting to one read alone: who reads it byte by byte gets a digit. */
  @ParameterizedTest
  @ValueSource(strings = {"overflowuid", "overflowgid"})
  void number_isReadWhole(String name) throws Exception {
    Path setting = Path.of("/proc/sys/kernel", name);
    assumeTrue(Files.isReadable(setting), "needs " + setting);
    Process cat = new ProcessBuilder("cat", setting.toString()).start();
    String told = new String(cat.getInputStream().readAllBytes(), US_ASCII).strip();

    assertThat(UserNamespace.overflow(setting)).isEqualTo(Long.parseLong(told)).isGreaterThan(9);
  }

  @Test
  void number_isTheUsualOne_whereNobodyTells() {
    assertThat(UserNamespace.overflow(Path.of("/proc/sys/kernel/none"))).isEqualTo(65534);
  }
}
