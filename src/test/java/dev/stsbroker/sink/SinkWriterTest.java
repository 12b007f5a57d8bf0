package dev.stsbroker.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on disk after one write. */
class SinkWriterTest {
  @TempDir(factory = MemoryFolder.class)
  private Path temporary = Path.of("");

  private Path folder = Path.of("");
  private Path path = Path.of("");

  @BeforeEach
  void name() throws Exception {
    folder = temporary.toRealPath();
    path = folder.resolve("creds");
  }

  @ParameterizedTest
  @EnumSource
  void file_isTheOwnersAlone_andNothingElseIsLeft(SinkFormat format) throws Exception {
    write(format, 1);
    write(format, 2);
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      assertThat(files).hasSize(format.folder() ? 6 : 1).allMatch(file -> mode(file, "rw-------"));
    }
    if (format.folder()) {
      assertThat(mode(path, "rwx------")).isTrue();
      assertThat(path.resolve("AccessKeyId")).hasContent("STS.N2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000", "0277"})
  void mode_is0600_whateverTheUmask(String umask) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String script = "umask %s; exec '%s' -cp \"$0\" %s \"$1\"";
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                script.formatted(umask, java, WriteOnce.class.getName()),
                System.getProperty("java.class.path"),
                path.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(mode(path, "rw-------")).isTrue();
  }

  @Test
  void symlink_stays_andWhatItLeadsToIsReplaced() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("hop"), Path.of("elsewhere/real"));
    Files.createSymbolicLink(path, folder.resolve("hop"));
    write(SinkFormat.OSS, 1);
    write(SinkFormat.OSS, 2);
    assertThat(path).isSymbolicLink();
    assertThat(elsewhere.resolve("real")).isRegularFile().content().contains("STS.N2");
    assertThat(names(elsewhere)).containsExactly("real");
    SinkWriter.remove(settings(SinkFormat.OSS));
    assertThat(names(elsewhere)).isEmpty();
  }

  @Test
  void symlinkToItself_isToldAndNotFollowedForEver() throws Exception {
    Files.createSymbolicLink(path, path);
    assertThatThrownBy(() -> write(SinkFormat.OSS, 1)).isInstanceOf(SinkException.class);
  }

  @ParameterizedTest
  @EnumSource
  void leftoversOfADeadProcess_areSwept_andOthersFilesAreNot(SinkFormat format) throws Exception {
    Files.writeString(folder.resolve(".creds.sts-broker-0123456789abcdef"), "half of a fi");
    Path dead = Files.createDirectory(folder.resolve(".creds.sts-broker-00000000000000aa"));
    Files.writeString(dead.resolve("SecurityToken"), "x");
    List<String> others =
        List.of(".creds.sts-broker-mine", "creds.sts-broker-0123456789abcdef", ".credit");
    for (String other : others) {
      Files.writeString(folder.resolve(other), "not the broker's");
    }
    write(format, 1);
    assertThat(names(folder)).containsAll(others).contains("creds");
    assertThat(names(folder)).hasSize(others.size() + (format.folder() ? 2 : 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"AccessKeyId\":\"LTAI5t\",\"AccessKeySecret\":\"x\"}",
        "{\"current\":\"default\",\"profiles\":[{\"name\":\"default\",\"mode\":\"AK\","
            + "\"access_key_id\":\"LTAI5t\",\"access_key_secret\":\"x\",\"sts_token\":\"\"}]}",
        "{\"current\":\"a\",\"profiles\":[{\"name\":\"a\",\"mode\":\"StsToken\"},{\"name\":\"b\"}]}",
        "[default]\naws_access_key_id = AKIA\naws_secret_access_key = x\n",
        "[]",
        "hello"
      })
  void fileOfSomebodyElses_isNeitherReplacedNorRemoved(String text) throws Exception {
    Files.writeString(path, text);
    for (SinkFormat format : SinkFormat.values()) {
      assertThatThrownBy(() -> write(format, 1)).hasMessageContaining("not written by sts-broker");
      assertThat(String.valueOf(FilePlace.problem(format, path))).contains("is there already");
      SinkWriter.remove(settings(format));
    }
    assertThat(path).hasContent(text);
    assertThat(names(folder)).containsExactly("creds");
  }

  @Test
  void configWithARegion_isReplacedAndRemoved_whateverTheRegionIsNow() throws Exception {
    for (String region : new String[] {"cn-hangzhou", "ap-southeast-1", null, "cn-beijing"}) {
      SinkSettings settings =
          new SinkSettings("reader", SinkFormat.ALIYUN_CONFIG, path, false, region, null);
      assertThat(FilePlace.problem(SinkFormat.ALIYUN_CONFIG, path)).isNull();
      SinkWriter.write(settings, Sessions.number(1));
      assertThat(Files.readString(path).contains("region_id")).isEqualTo(region != null);
    }
    SinkWriter.remove(settings(SinkFormat.ALIYUN_CONFIG));
    assertThat(names(folder)).isEmpty();
  }

  /** As `aliyun configure` leaves it, and a person's own with the very keys of the broker's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ \"current\": \"default\", \"profiles\": [{ \"name\": \"default\", \"mode\": \"StsToken\","
            + " \"access_key_id\": \"STS.x\", \"access_key_secret\": \"x\", \"sts_token\": \"x\","
            + " \"region_id\": \"cn-hangzhou\" }] }",
        "{\"current\":\"default\",\"profiles\":[{\"name\":\"default\",\"mode\":\"StsToken\","
            + "\"access_key_id\":\"a\",\"access_key_secret\":\"x\",\"sts_token\":\"x\","
            + "\"region_id\":\"cn-hangzhou\",\"output_format\":\"json\",\"language\":\"en\"}]}",
        "{\"current\":\"default\",\"profiles\":[{\"name\":\"default\",\"mode\":\"AK\","
            + "\"access_key_id\":\"a\",\"access_key_secret\":\"x\",\"sts_token\":\"x\","
            + "\"region_id\":\"cn-hangzhou\"}]}",
        "{\"current\":\"default\",\"profiles\":[{\"region_id\":7}]}",
        "{\"current\":\"default\",\"profiles\":[7]}"
      })
  void configOfSomebodyElses_isToldOn_withTheWayBack(String text) throws Exception {
    Files.writeString(path, text);
    assertThatThrownBy(() -> write(SinkFormat.ALIYUN_CONFIG, 1))
        .hasMessageContaining("moved away or removed, it is written again");
    assertThat(String.valueOf(FilePlace.problem(SinkFormat.ALIYUN_CONFIG, path)))
        .contains("move it away");
    assertThat(path).hasContent(text);
    Files.delete(path);
    write(SinkFormat.ALIYUN_CONFIG, 2);
    assertThat(path).content().contains("STS.N2");
  }

  @Test
  void folder_isNeitherReplacedNorRemoved() throws Exception {
    Files.createDirectory(path);
    for (SinkFormat format : SinkFormat.values()) {
      assertThatThrownBy(() -> write(format, 1)).isInstanceOf(SinkException.class);
      SinkWriter.remove(settings(format));
    }
    assertThat(path).isDirectory();
  }

  @Test
  void ownFile_isReplacedByAnyFormat_ofOneFile() throws Exception {
    List<SinkFormat> formats =
        Stream.of(SinkFormat.values()).filter(format -> !format.folder()).toList();
    for (SinkFormat before : formats) {
      for (SinkFormat after : formats) {
        write(before, 1);
        assertThat(FilePlace.problem(after, path)).isNull();
        write(after, 2);
        assertThat(path).content().contains("STS.N2");
      }
    }
  }

  @Test
  void emptyFile_isReplaced() throws Exception {
    Files.createFile(path);
    write(SinkFormat.AWS, 1);
    assertThat(path).content().contains("STS.N1");
  }

  @ParameterizedTest
  @EnumSource
  void removed_leavesNothing(SinkFormat format) throws Exception {
    write(format, 1);
    write(format, 2);
    SinkWriter.remove(settings(format));
    SinkWriter.remove(settings(format));
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void readerInAFolder_findsAllOfIt_whenAnotherTakesItsPlace() throws Exception {
    write(SinkFormat.JINDO, 1);
    Path entered = path.toRealPath();
    write(SinkFormat.JINDO, 2);
    assertThat(entered.resolve("AccessKeyId")).hasContent("STS.N1");
    assertThat(path.resolve("AccessKeyId")).hasContent("STS.N2");
  }

  @Test
  void cause_isDenied_whenTheFolderMayNotBeWrittenTo() throws Exception {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    path = closed.resolve("creds");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
    assumeThat(Files.isWritable(closed)).as("root writes anywhere").isFalse();
    assertThatThrownBy(() -> write(SinkFormat.OSS, 1))
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.reason()).isEqualTo(SinkCause.DENIED));
  }

  private void write(SinkFormat format, int number) throws IOException {
    SinkWriter.write(settings(format), Sessions.number(number));
  }

  private SinkSettings settings(SinkFormat format) {
    return new SinkSettings("reader", format, path, false);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static boolean mode(Path file, String mode) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).equals(mode);
    } catch (IOException e) {
      throw new AssertionError(file.toString(), e);
    }
  }
}
