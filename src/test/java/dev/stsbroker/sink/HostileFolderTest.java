package dev.stsbroker.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stsbroker.sink.SinkWriter.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files kept where others have a hand in it. What is another user's is made so by root. */
class HostileFolderTest {
  private static final int STRANGER = 12345;
  private static final String TEMPORARY = ".creds.sts-broker-0123456789abcdef";

  @TempDir(factory = MemoryFolder.class)
  private Path temporary = Path.of("");

  private Path folder = Path.of("");
  private Path elsewhere = Path.of("");

  @BeforeEach
  void make() throws Exception {
    folder = Files.createDirectory(temporary.toRealPath().resolve("run"));
    elsewhere = Files.createDirectory(temporary.toRealPath().resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("precious"), "");
  }

  @ParameterizedTest
  @EnumSource
  void folderThatOthersCanWriteTo_isRefused_withTheModeToSet(SinkFormat format) throws Exception {
    mode(folder, 0777);
    refused(format, SinkCause.UNSAFE);
    assertThat(String.valueOf(FilePlace.problem(format, path())))
        .isEqualTo(
            "cannot be kept there: other users can write to "
                + folder
                + ", mode 0777 (expected: chmod go-w, or chmod +t)");
    assertThatThrownBy(() -> SinkWriter.remove(settings(format))).isInstanceOf(SinkException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource
  void stickyFolder_isUsed(SinkFormat format) throws Exception {
    mode(folder, 01777);
    SinkWriter.write(settings(format), Sessions.number(1));
    SinkWriter.write(settings(format), Sessions.number(2));
    assertThat(FilePlace.problem(format, path())).isNull();
    SinkWriter.remove(settings(format));
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource
  void folderAbove_thatOthersCanWriteTo_isRefused(SinkFormat format) throws Exception {
    Path deep = Files.createDirectory(folder.resolve("deep"));
    mode(folder, 0777);
    SinkSettings settings = new SinkSettings("reader", format, deep.resolve("creds"), false);
    assertThatThrownBy(() -> SinkWriter.write(settings, Sessions.number(1)))
        .hasMessageContaining(folder + ", mode 0777");
    assertThat(deep).isEmptyDirectory();
  }

  @Test
  void groupThatMayWrite_isOthers() throws Exception {
    asRoot();
    Files.setAttribute(folder, "unix:gid", STRANGER);
    mode(folder, 0775);
    refused(SinkFormat.OSS, SinkCause.UNSAFE);
  }

  @ParameterizedTest
  @EnumSource
  void folderOfAnotherUser_isRefused(SinkFormat format) throws Exception {
    give(folder);
    refused(format, SinkCause.UNSAFE);
    assertThat(String.valueOf(FilePlace.problem(format, path())))
        .contains("belongs to user " + STRANGER);
  }

  @ParameterizedTest
  @EnumSource
  void linkPlantedAtTheName_isNotFollowed(SinkFormat format) throws Exception {
    mode(folder, 01777);
    Files.createSymbolicLink(path(), elsewhere.resolve("precious"));
    give(path());
    assertThatThrownBy(() -> SinkWriter.write(settings(format), Sessions.number(1)))
        .isInstanceOf(SinkException.class);
    assertThat(FilePlace.problem(format, path())).isNotNull();
    assertThat(elsewhere.resolve("precious")).isEmptyFile();
    assertThat(names(folder)).containsExactly("creds");
  }

  @Test
  void linkPlantedOnTheWay_isNotFollowed() throws Exception {
    mode(folder, 01777);
    Files.createSymbolicLink(folder.resolve("way"), elsewhere);
    give(folder.resolve("way"));
    SinkSettings settings =
        new SinkSettings("reader", SinkFormat.OSS, folder.resolve("way/creds"), false);
    assertThatThrownBy(() -> SinkWriter.write(settings, Sessions.number(1)))
        .hasMessageContaining("the symlink " + folder.resolve("way") + " belongs to user");
    assertThat(names(elsewhere)).containsExactly("precious");
  }

  @Test
  void jindoLink_ofAnotherUser_isNotTakenForOurs() throws Exception {
    mode(folder, 01777);
    Path planted = Files.createDirectory(folder.resolve(TEMPORARY));
    give(planted);
    Files.createSymbolicLink(path(), Path.of(TEMPORARY));
    give(path());
    refused(SinkFormat.JINDO, SinkCause.FOREIGN);
    assertThat(planted).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"AccessKeyId\":\"x\",\"AccessKeySecret\":\"x\",\"SecurityToken\":\"x\",\"Expiration\":\"x\"}"
      })
  void fileOfAnotherUser_isNotReplaced_howeverItLooks(String text) throws Exception {
    mode(folder, 01777);
    Files.writeString(path(), text);
    give(path());
    refused(SinkFormat.OSS, SinkCause.FOREIGN);
    SinkWriter.remove(settings(SinkFormat.OSS));
    assertThat(path()).hasContent(text);
  }

  @ParameterizedTest
  @EnumSource
  void temporaryNames_ofAnotherUser_areLeftAlone(SinkFormat format) throws Exception {
    mode(folder, 01777);
    Path planted = Files.createDirectory(folder.resolve(TEMPORARY));
    Files.createSymbolicLink(planted.resolve("way"), elsewhere);
    give(planted);
    SinkWriter.write(settings(format), Sessions.number(1));
    assertThat(planted.resolve("way")).isSymbolicLink();
  }

  @ParameterizedTest
  @EnumSource
  void sweep_removesLinks_andNothingTheyLeadTo(SinkFormat format) throws Exception {
    Files.createSymbolicLink(folder.resolve(TEMPORARY), elsewhere);
    Path dead = Files.createDirectory(folder.resolve(".creds.sts-broker-00000000000000aa"));
    Files.createSymbolicLink(dead.resolve("way"), elsewhere);
    SinkWriter.write(settings(format), Sessions.number(1));
    assertThat(Files.exists(folder.resolve(TEMPORARY), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(dead).doesNotExist();
    assertThat(elsewhere.resolve("precious")).exists();
  }

  @ParameterizedTest
  @EnumSource
  void folderSwappedForALink_beforeItIsOpened_isNoticed(SinkFormat format) throws Exception {
    assertThatThrownBy(() -> write(format, Step.FOUND, this::swap))
        .hasMessageContaining("was replaced while it was looked at");
    assertThat(names(elsewhere)).containsExactly("precious");
  }

  @ParameterizedTest
  @EnumSource
  void folderSwappedForALink_onceItIsOpen_changesNothingElsewhere(SinkFormat format)
      throws Exception {
    String dead = ".creds.sts-broker-00000000000000aa";
    Files.writeString(elsewhere.resolve(dead), "");
    Path moved = temporary.toRealPath().resolve("moved");
    if (format.folder()) {
      assertThatThrownBy(() -> write(format, Step.OPENED, this::swap))
          .isInstanceOf(SinkException.class);
    } else {
      write(format, Step.OPENED, this::swap);
      assertThat(names(moved)).containsExactly("creds");
    }
    assertThat(elsewhere.resolve(dead)).exists();
    assertThat(elsewhere.resolve("creds")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void folderSwappedForALink_beforeTheRename_changesNothingElsewhere(SinkFormat format)
      throws Exception {
    write(format, Step.WRITTEN, this::swap);
    assertThat(names(elsewhere)).containsExactly("precious");
    assertThat(names(temporary.toRealPath().resolve("moved"))).contains("creds");
  }

  @Test
  void ownLinks_areFollowed_throughFoldersOfOurs() throws Exception {
    mode(folder, 01777);
    Files.createSymbolicLink(folder.resolve("way"), Path.of("../elsewhere"));
    SinkSettings settings =
        new SinkSettings("reader", SinkFormat.OSS, folder.resolve("way/creds"), false);
    SinkWriter.write(settings, Sessions.number(1));
    assertThat(elsewhere.resolve("creds")).content().contains("STS.N1");
  }

  private void write(SinkFormat format, Step step, Act act) throws IOException {
    Consumer<Step> reached =
        at -> {
          try {
            if (at == step) {
              act.run();
            }
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };
    SinkWriter.write(settings(format), Sessions.number(1), reached);
  }

  private void swap() throws IOException {
    Files.move(folder, folder.resolveSibling("moved"));
    Files.createSymbolicLink(folder, elsewhere);
  }

  private void refused(SinkFormat format, SinkCause cause) {
    assertThatThrownBy(() -> SinkWriter.write(settings(format), Sessions.number(1)))
        .isInstanceOfSatisfying(SinkException.class, e -> assertThat(e.reason()).isEqualTo(cause));
  }

  private SinkSettings settings(SinkFormat format) {
    return new SinkSettings("reader", format, path(), false);
  }

  private Path path() {
    return folder.resolve("creds");
  }

  private static void give(Path file) throws IOException {
    asRoot();
    Files.setAttribute(file, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
  }

  private static void asRoot() throws IOException {
    assumeThat(ThisUser.find().id()).as("only root can make a file another user's").isZero();
  }

  private static void mode(Path file, int mode) throws IOException {
    Files.setAttribute(file, "unix:mode", mode);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isNotEmpty();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** What is done between two steps. */
  private interface Act {
    void run() throws IOException;
  }
}
