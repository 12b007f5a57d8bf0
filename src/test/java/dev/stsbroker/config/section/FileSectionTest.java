package dev.stsbroker.config.section;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.config.ConfigFolder;
import dev.stsbroker.sink.SinkFormat;
import dev.stsbroker.sink.SinkSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that credentials are kept in, as a configuration has them. */
class FileSectionTest {
  private static final String TWO_PROFILES =
      """
      profiles:
        kept: { roleArn: "acs:ram::1234567890123456:role/r", prefetch: false }
        other: { roleArn: "acs:ram::1234567890123456:role/r", prefetch: false }
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void files_areBesideTheConfiguration_unlessTheirPathIsAbsolute() {
    BrokerConfig config =
        load(
            """
            files:
              - { profile: kept, format: aliyun-config, path: sub/../config.json }
              - { profile: kept, format: jindo, path: %s/jindo, removeOnStop: true }
            """
                .formatted(folder));
    assertThat(config.sinks())
        .containsExactly(
            new SinkSettings(
                "kept", SinkFormat.ALIYUN_CONFIG, folder.resolve("config.json"), false),
            new SinkSettings("kept", SinkFormat.JINDO, folder.resolve("jindo"), true));
  }

  @Test
  void region_isForTheFormatThatHasAPlaceForIt() {
    String file = "files: [{ profile: kept, format: %s, path: x, region: %s }]";
    assertThat(load(file.formatted("aliyun-config", "cn-hangzhou")).sinks())
        .extracting(SinkSettings::region)
        .containsExactly("cn-hangzhou");
    assertThat(problemsOf(file.formatted("aws", "cn-hangzhou")))
        .containsExactly(
            "<dir>/bad.yaml:5: files[0].region: cn-hangzhou has no place in format aws (expected: none, or format:"
                + " aliyun-config)");
    assertThat(problemsOf(file.formatted("aliyun-config", "Hangzhou")))
        .containsExactly(
            "<dir>/bad.yaml:5: files[0].region: Hangzhou (expected: a region id such as"
                + " cn-hangzhou)");
  }

  private List<String> problemsOf(String files) {
    return new ConfigFolder(folder).with("bad.yaml", text(files)).problemsOf("bad.yaml");
  }

  @Test
  void profileOfAFile_isPrefetched_andNoOther() {
    BrokerConfig config = load("files: [{ profile: kept, format: oss, path: x }]");
    assertThat(config.profiles())
        .filteredOn(Profile::prefetch)
        .extracting(Profile::name)
        .containsExactly("kept");
  }

  @Test
  void file_isRefused_whenASymlinkMakesItAnotherOnesPlace() throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("x"));
    Files.writeString(
        folder.resolve("broker.yaml"),
        text(
            "files: [{ profile: kept, format: oss, path: x }, { profile: other, format: oss, path: link }]"));
    assertThat(new ConfigFolder(folder).problemsOf("broker.yaml"))
        .containsExactly(
            "<dir>/broker.yaml:5: files[1].path: <dir>/link: another of files has it (expected: a file of its own)");
  }

  @Test
  void file_isRefused_whenItIsOneThatIsRead() throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("policy.json"));
    Files.writeString(folder.resolve("policy.json"), "");
    Files.writeString(
        folder.resolve("broker.yaml"),
        ConfigFolder.IDENTITIES
            + """
            profiles: { p: { roleArn: "acs:ram::1234567890123456:role/r", policy: { file: policy.json } } }
            files: [{ profile: p, format: oss, path: link }]
            """);
    assertThat(new ConfigFolder(folder).problemsOf("broker.yaml"))
        .contains(
            "<dir>/broker.yaml:3: files[0].path: <dir>/link: the broker reads it (expected: a file of"
                + " its own)");
  }

  @Test
  void folderOpenToEverybody_isRefused_orWarnedOfWhereItIsSticky() throws Exception {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setAttribute(open, "unix:mode", 01777);
    assertThat(
            ConfigFolder.unplaced(
                load("files: [{ profile: kept, format: oss, path: open/x }]").warnings()))
        .contains("files[0].path: " + open + "/x is in a folder that every user can write to");
    Files.setAttribute(open, "unix:mode", 0777);
    Files.writeString(
        folder.resolve("broker.yaml"),
        text("files: [{ profile: kept, format: oss, path: open/x }]"));
    assertThat(new ConfigFolder(folder).problemsOf("broker.yaml"))
        .containsExactly(
            "<dir>/broker.yaml:5: files[0].path: <dir>/open/x cannot be kept there: other users can write to"
                + " <dir>/open, mode 0777 (expected: chmod go-w, or chmod +t)");
  }

  private BrokerConfig load(String files) {
    return new ConfigFolder(folder).load(text(files));
  }

  private static String text(String files) {
    return ConfigFolder.IDENTITIES + TWO_PROFILES + files;
  }
}
