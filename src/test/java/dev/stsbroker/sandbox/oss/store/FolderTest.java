package dev.stsbroker.sandbox.oss.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.sandbox.oss.request.Content;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contents in files: what they read as, and when the files are erased. */
class FolderTest {
  private static final long MIB = 1024 * 1024;

  @TempDir private Path parent = Path.of("");

  private ObjectFolder folder(long capacity) {
    return new ObjectFolder(parent, capacity, Runnable::run);
  }

  private static Content written(ObjectFolder folder, String text) {
    Incoming incoming = new Incoming(folder);
    incoming.write(Buffer.buffer(text));
    return incoming.finish().content();
  }

  private static String read(Content content, int step) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.length() < content.length()) {
      text.append(content.read(text.length(), step));
    }
    return text.toString();
  }

  private List<Path> made() throws IOException {
    try (Stream<Path> all = Files.list(parent)) {
      return all.toList();
    }
  }

  @Test
  void folder_isPrivate_madeWithTheFirstFile_andGoneInTheEnd() throws Exception {
    ObjectFolder folder = folder(MIB);
    assertThat(made()).isEmpty();
    Content content = written(folder, "text");
    assertThat(made()).hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made().get(0))))
        .isEqualTo("rwx------");

    folder.remove();

    assertThat(made()).isEmpty();
    assertThatThrownBy(() -> written(folder, "more")).hasMessageContaining("has stopped");
    assertThatThrownBy(() -> content.read(0, 4)).isInstanceOf(IOException.class);
    content.release();
  }

  @Test
  void folderThatCannotBeMade_isSaid() {
    ObjectFolder nowhere = new ObjectFolder(parent.resolve("none"), MIB, Runnable::run);
    assertThatThrownBy(() -> written(nowhere, "text"))
        .hasMessageContaining("The sandbox cannot keep objects: ")
        .hasMessageContaining("none");
  }

  @Test
  void room_isThatOfAllFiles_andComesBack() throws Exception {
    ObjectFolder folder = folder(10);
    Content first = written(folder, "123456");
    Incoming second = new Incoming(folder);
    second.write(Buffer.buffer("1234"));
    assertThatThrownBy(() -> second.write(Buffer.buffer("5"))).hasMessageContaining("is full");
    second.abandon();
    assertThat(folder.used()).isEqualTo(6);

    Content part = first.slice(2, 4);
    first.release();
    assertThat(read(part, 1)).isEqualTo("34");
    assertThat(folder.used()).isEqualTo(6);
    part.release();
    assertThat(folder.used()).isZero();
    try (Stream<Path> files = Files.list(made().get(0))) {
      assertThat(files).isEmpty();
    }
  }

  @Property(tries = 100)
  void contents_readAsTheirPieces(
      @ForAll List<String> texts,
      @ForAll @IntRange(min = 1, max = 7) int step,
      @ForAll @IntRange(max = 50) int from,
      @ForAll @IntRange(max = 50) int to)
      throws IOException {
    List<String> ascii = texts.stream().map(text -> text.replaceAll("[^ -~]", "x")).toList();
    String whole = String.join("", ascii);
    Content content =
        Content.joined(ascii.stream().map(text -> Content.of(Buffer.buffer(text))).toList());

    assertThat(read(content, step)).isEqualTo(whole);
    int first = Math.min(from, whole.length());
    int end = Math.max(first, Math.min(to, whole.length()));
    assertThat(read(content.slice(first, end), step)).isEqualTo(whole.substring(first, end));
  }

  @Property(tries = 200)
  void crc64_ofTwoContents_isThatOfOne(@ForAll byte[] one, @ForAll byte[] other) {
    Buffer both = Buffer.buffer(one).appendBytes(other);
    assertThat(
            Crc64.combined(
                Crc64.of(Buffer.buffer(one)), Crc64.of(Buffer.buffer(other)), other.length))
        .isEqualTo(Crc64.of(both));
  }

  @Test
  void crc64_ofManyZeros_isThatOfTheWhole() {
    int length = 5_000_000;
    String zeros = Crc64.of(Buffer.buffer(new byte[length]));
    String all = Crc64.of(Buffer.buffer("x").appendBytes(new byte[length]));
    assertThat(Crc64.combined(Crc64.of(Buffer.buffer("x")), zeros, length)).isEqualTo(all);
  }
}
