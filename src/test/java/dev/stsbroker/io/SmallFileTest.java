package dev.stsbroker.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallFileTest {
  @TempDir private Path folder;

  @Test
  void file_isRead_upToItsBound() throws Exception {
    Path file = Files.write(folder.resolve("small"), new byte[8]);
    assertThat(SmallFile.read(file, 8)).hasSize(8);
    assertThatThrownBy(() -> SmallFile.read(file, 7))
        .isInstanceOf(SmallFile.TooLongException.class)
        .hasMessage("longer than 7 bytes");
  }

  @Test
  void stream_isReadNoFurtherThanItsBound() throws Exception {
    InputStream stream = new ByteArrayInputStream(new byte[1000]);
    assertThatThrownBy(() -> SmallFile.read(stream, 100))
        .isInstanceOf(SmallFile.TooLongException.class);
    assertThat(stream.available()).isEqualTo(899);
  }
}
