package dev.stsbroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.PrivateFile;
import dev.stsbroker.testing.TestingBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process says of its start and its end. */
class ServeLinesTest {
  private static final Path KERNELS_NAME = Path.of("/proc/sys/kernel/hostname");

  @TempDir private Path folder = Path.of("");

  @Test
  void startAndStop_areALineEach_andTheHostsNameIsTheKernels() throws Exception {
    try (TestingBroker cloud = TestingBroker.start(TestingBroker.profile("unused", false));
        ServeProcess broker =
            ServeProcess.start(config(cloud.sandbox().stsPort()), Map.of("HOSTNAME", ""))) {
      broker.eventually("/credentials/reader", 200);
      profiles(cloud.sandbox().stsPort(), "reader", "second");
      broker.eventually("/credentials/second", 200);
      broker.signal("HUP");
      broker.eventuallyAdmin("/metrics", "sts_broker_config_reloads_total{outcome=\"unchanged\"}");
      List<String> lines = broker.stop().lines().toList();
      assertThat(lines)
          .filteredOn(line -> line.contains(" serve - reason=SIGHUP reloading"))
          .hasSize(1);
      assertThat(lines).filteredOn(line -> line.endsWith(" serving")).hasSize(1);
      assertThat(lines)
          .filteredOn(line -> line.contains(" serve - reason=SIGTERM stopping"))
          .hasSize(1);
      assertThat(lines)
          .as("%s", lines.stream().filter(line -> !line.contains("TRACE")).toList())
          .filteredOn(line -> line.contains(" stopped; "))
          .hasSize(1)
          .allMatch(
              line ->
                  line.matches(
                      ".* serve - since=[0-9T:.-]+Z millis=[0-9]+ stsCallsCut=[0-9]+ stopped; .*"));
      for (String profile : List.of("reader", "second")) {
        String told = "profiles." + profile + ".policy.document.Statement[0].Action: ";
        assertThat(lines)
            .filteredOn(line -> line.contains(" WARN ") && line.contains(told))
            .singleElement()
            .asString()
            .contains("\"oss:GetObjects\" is no known action (expected: oss:GetObject; write: ");
      }
      if (Files.exists(KERNELS_NAME)) {
        String name = Files.readString(KERNELS_NAME).strip().replaceAll("[^A-Za-z0-9.@_-]", "-");
        assertThat(lines).anyMatch(line -> line.contains(" session=sts-broker-" + name));
      }
    }
  }

  private Path config(int stsPort) throws Exception {
    Path key = folder.resolve("key.json");
    Files.writeString(
        key,
        "{\"AccessKeyId\":\"%s\",\"AccessKeySecret\":\"%s\"}"
            .formatted(TestingBroker.KEY.id(), TestingBroker.KEY.secret().reveal()));
    PrivateFile.protect(key);
    return profiles(stsPort, "reader");
  }

  /** A configuration with these profiles, whose policies certainly do not work. */
  private Path profiles(int stsPort, String... names) throws Exception {
    String profile =
        "%s: {roleArn: 'acs:ram::1234567890123456:role/oss-admin', policy: {document: {Version: '1',"
            + " Statement: [{Effect: Allow, Action: 'oss:GetObjects', Resource: '*'}]}}}";
    String profiles =
        Stream.of(names).map(name -> profile.formatted(name)).collect(Collectors.joining(", "));
    Path written =
        Files.writeString(
            folder.resolve("next.yaml"),
            """
            listen: [127.0.0.1:0]
            admin: 127.0.0.1:0
            sts: {endpoint: 'http://127.0.0.1:%d'}
            identities: {main: {type: accessKeyFile, file: key.json}}
            profiles: {%s}
            """
                .formatted(stsPort, profiles));
    return Files.move(written, folder.resolve("broker.yaml"), StandardCopyOption.REPLACE_EXISTING);
  }
}
