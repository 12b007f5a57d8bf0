package dev.stsbroker.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stsbroker.audit.FullableChannel.Disk;
import dev.stsbroker.sink.OwnFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file that audit lines are added to, whatever happens to it. */
class AuditFileTest {
  private static final int STRANGER = 12345;

  @TempDir private Path temporary = Path.of("");
  private Path folder = Path.of("");
  private Path path = Path.of("");
  private AuditFile file = new AuditFile(Path.of("/"), 1, 1);

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("log"));
    path = folder.resolve("audit.jsonl");
    file = new AuditFile(path, 100, 3);
  }

  private void write(int... numbers) throws IOException {
    for (int number : numbers) {
      file.write(line(number).getBytes(UTF_8));
    }
  }

  /** 20 bytes. */
  private static String line(int number) {
    return "{\"time\":\"line %06d\"}".formatted(number).substring(0, 19) + "\n";
  }

  private List<String> lines(String ending) throws IOException {
    return Files.readAllLines(folder.resolve("audit.jsonl" + ending));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(one -> String.valueOf(one.getFileName())).sorted().toList();
    }
  }

  @Test
  void file_isForItsOwnerAlone_andRotatedBeforeItIsTooLong() throws IOException {
    for (int i = 0; i < 42; i++) {
      write(i);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(names())
        .containsExactly("audit.jsonl", "audit.jsonl.1", "audit.jsonl.2", "audit.jsonl.3");
    List<String> all = new ArrayList<>();
    for (String ending : List.of(".3", ".2", ".1", "")) {
      assertThat(Files.size(folder.resolve("audit.jsonl" + ending))).isLessThanOrEqualTo(100);
      all.addAll(lines(ending));
    }
    assertThat(all).hasSize(17).startsWith(line(25).strip()).endsWith(line(41).strip());
  }

  @Test
  void olderFiles_areRemoved_whenFewerAreKept() throws IOException {
    for (int i = 0; i < 40; i++) {
      write(i);
    }
    file = new AuditFile(path, 100, 1);
    write(40, 41, 42, 43, 44, 45);
    assertThat(names()).containsExactly("audit.jsonl", "audit.jsonl.1");
  }

  /** What logrotate does, with and without its signal. */
  @Test
  void fileThatWasMovedOrRemoved_isBegunAnew_withoutALostLine() throws IOException {
    write(1);
    Files.move(path, folder.resolve("moved"));
    write(2);
    file.reopen();
    write(3);
    assertThat(Files.readAllLines(folder.resolve("moved"))).containsExactly(line(1).strip());
    assertThat(lines("")).containsExactly(line(2).strip(), line(3).strip());
    Files.delete(path);
    write(4);
    assertThat(lines("")).containsExactly(line(4).strip());
  }

  /** As {@code copytruncate} does. */
  @Test
  void fileThatWasEmptied_isWrittenFromItsBeginning() throws IOException {
    write(1, 2, 3);
    Files.writeString(path, "");
    write(4);
    assertThat(lines("")).containsExactly(line(4).strip());
  }

  @Test
  void halfALine_thatAKilledBrokerLeft_isTakenBack() throws IOException {
    Files.writeString(path, line(1) + "{\"time\":\"2026-0");
    write(2);
    assertThat(lines("")).containsExactly(line(1).strip(), line(2).strip());
  }

  @Test
  void halfALine_ofSomebodyElse_isEnded_andNothingOfItIsLost() throws IOException {
    Files.writeString(path, "a text of mine");
    write(1);
    assertThat(lines("")).containsExactly("a text of mine", line(1).strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"No space left on device", "Read-only file system", "Input/output error"})
  void lineThatDoesNotFit_isTakenBack_andWrittenWhenThereIsRoom(String message) throws IOException {
    for (boolean truncates : new boolean[] {true, false}) {
      Disk disk = new Disk();
      disk.message = message;
      disk.truncates = truncates;
      Files.deleteIfExists(path);
      file = new AuditFile(path, 1000, 3, folder -> new FullableChannel(folder.append(), disk));
      write(1);
      disk.room = 7;
      assertThatThrownBy(() -> write(2)).hasMessage(message);
      assertThatThrownBy(() -> write(2)).isInstanceOf(IOException.class);
      if (truncates) {
        assertThat(path).content().isEqualTo(line(1));
      }
      disk.room = Long.MAX_VALUE;
      disk.truncates = true;
      write(2);
      assertThat(path).content().isEqualTo(line(1) + line(2));
    }
  }

  @Test
  void folderThatOthersCanWriteTo_isRefused_beforeAndWhileItIsWritten() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> write(1)).hasMessageContaining("other users can write to " + folder);
    assertThat(String.valueOf(OwnFolder.problem(path))).contains("other users can write to");
    assertThat(names()).isEmpty();
  }

  @Test
  void whatAStrangerPlanted_isNotWrittenTo() throws IOException {
    assumeThat(Files.getAttribute(folder, "unix:uid")).as("may give files away").isEqualTo(0);
    Files.setAttribute(folder, "unix:mode", 01777);
    Path precious = Files.writeString(temporary.resolve("precious"), "mine");
    Files.createSymbolicLink(path, precious);
    Files.setAttribute(path, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
    assertThatThrownBy(() -> write(1)).hasMessageContaining("belongs to user " + STRANGER);
    assertThat(precious).hasContent("mine");
    Files.delete(path);
    Files.createFile(path);
    Files.setAttribute(path, "unix:uid", STRANGER);
    assertThatThrownBy(() -> write(1)).hasMessageContaining("belongs to another user");
    assertThat(path).isEmptyFile();
    assertThat(String.valueOf(OwnFolder.problem(path))).contains("belongs to another user");
  }

  @Test
  void folderInThePlaceOfTheFile_isToldBefore() throws IOException {
    Files.createDirectory(path);
    assertThat(String.valueOf(OwnFolder.problem(path))).contains("is no file");
    assertThat(String.valueOf(OwnFolder.problem(folder.resolve("no/audit.jsonl"))))
        .contains("its folder does not exist");
  }
}
