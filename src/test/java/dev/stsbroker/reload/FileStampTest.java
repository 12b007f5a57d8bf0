package dev.stsbroker.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.PrivateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStampTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void change_isSeen_whenSizeAndTimeStay() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "old-key");
    FileTime time = Files.getLastModifiedTime(file);
    FileStamp before = FileStamp.of(file);
    Files.writeString(file, "new-key");
    Files.setLastModifiedTime(file, time);
    assertThat(FileStamp.of(file)).isNotEqualTo(before);
  }

  @Test
  void change_isSeen_whenAFolderIsSwappedAsKubernetesDoes() throws Exception {
    Files.createDirectories(folder.resolve("..1"));
    Files.createDirectories(folder.resolve("..2"));
    Files.writeString(folder.resolve("..1/key"), "old");
    Files.writeString(folder.resolve("..2/key"), "new");
    Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
    Path file = Files.createSymbolicLink(folder.resolve("key"), Path.of("..data/key"));
    FileStamp before = FileStamp.of(file);
    Path next = Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("..2"));
    Files.move(next, data, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    assertThat(FileStamp.of(file)).isNotEqualTo(before);
  }

  @Test
  void same_isSame_whenOnlyTouched() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "key");
    FileStamp before = FileStamp.of(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertThat(FileStamp.of(file)).isEqualTo(before);
  }

  @Test
  void change_isSeen_whenOthersMayReadOnlyThen() throws Exception {
    Path file = PrivateFile.write(folder.resolve("key"), "key");
    FileStamp before = FileStamp.of(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(FileStamp.of(file)).isNotEqualTo(before);
  }

  @Test
  void absentFileAndFolder_areAbsent() {
    assertThat(FileStamp.of(folder.resolve("no"))).isEqualTo(FileStamp.of(folder));
  }
}
