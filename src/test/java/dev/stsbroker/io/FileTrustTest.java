package dev.stsbroker.io;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.io.FileTrust.Exposure;
import dev.stsbroker.source.key.KeyFileReader;
import dev.stsbroker.source.key.SourceSettings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who else may change a file, told by real files, folders and links. */
class FileTrustTest {
  private static final int NOBODY = 65_534;

  @TempDir Path outer;

  private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectories(outer.resolve("above/folder"));
    file = Files.writeString(folder.resolve("policy.json"), "{}");
    mode(outer, 0755);
    mode(outer.resolve("above"), 0755);
    mode(folder, 0755);
    mode(file, 0644);
  }

  @ParameterizedTest
  @ValueSource(ints = {0600, 0400, 0644, 0755})
  void file_isTrusted_whenOthersCannotWriteIt(int mode) throws IOException {
    mode(file, mode);

    assertThat(FileTrust.exposure(file)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"0666, 0644", "0602, 0600", "0777, 0755"})
  void file_isRefusedWithTheModeToSet_whenOthersCanWriteIt(String mode, String expected)
      throws IOException {
    mode(file, Integer.parseInt(mode, 8));

    assertThat(sentence(file))
        .isEqualTo(
            "mode %s lets other users change it (expected: chmod %s)".formatted(mode, expected));
  }

  @Test
  void file_isRefusedWithTheFolder_whenOthersCanReplaceIt() throws IOException {
    Path above = outer.resolve("above");
    mode(above, 0757);

    assertThat(sentence(file))
        .isEqualTo(
            "is below %1$s, whose mode 0757 lets other users replace it (expected: chmod 0755 %1$s)"
                .formatted(above));
    assertThat(requireNonNull(FileTrust.exposure(file)).general())
        .doesNotContain("/")
        .contains("mode 0757", "chmod 0755");
    mode(above, 01777);
    assertThat(FileTrust.exposure(file)).isNull();
  }

  @Test
  void link_isFollowed_whereverItLeads() throws IOException {
    Path mount = Files.createDirectories(outer.resolve("mount/..2026"));
    Files.createSymbolicLink(outer.resolve("mount/..data"), Path.of("..2026"));
    Files.createSymbolicLink(outer.resolve("mount/key"), Path.of("..data/key"));
    Path key = Files.writeString(mount.resolve("key"), "{}");
    Path link = outer.resolve("mount/key");
    mode(outer.resolve("mount"), 0755);
    mode(mount, 0755);
    mode(key, 0644);
    assertThat(FileTrust.exposure(link)).isNull();
    mode(mount, 0777);
    assertThat(sentence(link)).contains(mount + ", whose mode 0777");
    mode(mount, 0755);
    mode(key, 0646);
    assertThat(sentence(link)).startsWith("mode 0646 lets other users change it");
  }

  @Test
  void link_isRefused_whenItIsAnotherUsersInAStickyFolder() throws IOException {
    mode(folder, 01777);
    Path link = Files.createSymbolicLink(folder.resolve("link"), outer.resolve("target"));
    mode(Files.writeString(outer.resolve("target"), "{}"), 0644);
    assertThat(FileTrust.exposure(link)).isNull();
    give(link, NOBODY);

    assertThat(sentence(link)).startsWith("is below " + link + " of user 65534");
  }

  @Test
  void owner_isRefused_whenItIsAnotherUser_asRootToo() throws IOException {
    give(file, NOBODY);
    assertThat(sentence(file))
        .startsWith("belongs to user 65534, who may change it (expected: user ");
    assertThat(FileGuard.problem(file)).contains("opens it to other users");
    mode(file, 0600);
    assertThat(FileGuard.problem(file)).startsWith("belongs to user 65534 (expected: user ");
    assertThat(FileTrust.exposure(file, view(NOBODY, ""))).isNull();
    give(file, ProcessUser.number());
    give(folder, NOBODY);
    assertThat(sentence(file)).startsWith("is below " + folder + " of user 65534");
  }

  @Test
  void rootsFile_isTrusted_whenAServiceUserReadsIt() throws IOException {
    assumeTrue(ProcessUser.number() == 0);

    assertThat(FileTrust.exposure(file, view(1000, ""))).isNull();
  }

  /** A configMap's folder has mode 0777 and no sticky bit, on a mount nobody can write through. */
  @Test
  void openFolder_isTrusted_whenItsMountIsReadOnly() throws IOException {
    mode(folder, 0777);
    int own = ProcessUser.number();
    String mount = "36 35 98:0 / %s %s,noatime - ext4 /dev/sda rw\n";
    String root = mount.formatted("/", "rw");

    assertThat(FileTrust.exposure(file, view(own, root))).isNotNull();
    assertThat(FileTrust.exposure(file, view(own, root + mount.formatted(folder, "rw"))))
        .isNotNull();
    UnixView readOnly = view(own, root + mount.formatted(folder, "ro"));
    assertThat(FileTrust.exposure(file, readOnly)).isNull();
    mode(file, 0666);
    assertThat(FileTrust.exposure(file, readOnly)).isNotNull();
    mode(file, 0644);
    give(file, NOBODY);
    assertThat(FileTrust.exposure(file, readOnly)).as("somebody who is not who mounts").isNotNull();
    give(folder, NOBODY);
    assertThat(FileTrust.exposure(file, readOnly)).as("docker -v $PWD/config:/etc/x:ro").isNull();
  }

  @Test
  void groupThatMayWrite_isTrusted_ifItIsTheOwnersAlone() throws IOException {
    assumeTrue(ProcessUser.number() == 0);
    mode(file, 0664);
    assertThat(FileTrust.exposure(file)).isNull();
    Files.setAttribute(file, "unix:gid", 50);
    assertThat(sentence(file))
        .isEqualTo("mode 0664 lets other users change it (expected: chmod 0644)");
    give(file, 1000);
    Files.setAttribute(file, "unix:gid", 1000);
    assertThat(FileTrust.exposure(file, groups("alice:x:1000:\n"))).isNull();
    assertThat(FileTrust.exposure(file, groups("alice:x:1000:alice,bob\n"))).isNotNull();
  }

  /** A key that others may write is no key, also where they are allowed to read it. */
  @Test
  void key_isNotRead_whenOthersMayWriteIt_thoughTheyMayReadIt() throws IOException {
    Files.writeString(file, "{\"AccessKeyId\":\"LTAI5t\",\"AccessKeySecret\":\"s\"}");
    var identity = new SourceSettings.KeyFile("main", file, true);
    assertThat(KeyFileReader.read(identity).id()).isEqualTo("LTAI5t");
    mode(file, 0666);

    Assertions.assertThatThrownBy(() -> KeyFileReader.read(identity))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining("mode 0666 lets other users change it (expected: chmod 0644)");
  }

  private String sentence(Path path) {
    Exposure exposure = requireNonNull(FileTrust.exposure(path));
    return exposure.sentence();
  }

  private UnixView view(int user, String mounts) throws IOException {
    Path info = Files.writeString(outer.resolve("mountinfo"), mounts);
    return new UnixView(user, info, outer.resolve("none"));
  }

  private UnixView groups(String lines) throws IOException {
    Path groups = Files.writeString(outer.resolve("group"), lines);
    return new UnixView(1000, outer.resolve("none"), groups);
  }

  private static void mode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }

  /** Gives a file away, which root alone can: elsewhere the test ends here. */
  private static void give(Path path, int user) throws IOException {
    @Nullable FileSystemException refused = null;
    try {
      Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
    } catch (FileSystemException e) {
      refused = e;
    }
    assumeTrue(refused == null, "files can be given away");
  }
}
