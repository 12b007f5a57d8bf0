package dev.stsbroker.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small file system of its own, where this process may mount one. */
class FullDiskTest {
  @TempDir private Path folder = Path.of("");
  private Path disk = Path.of("");
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.toRealPath().resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString());
    assumeThat(mounted).as("this process may mount").isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", "-l", disk.toString())).isTrue();
    }
  }

  @Test
  void oldFile_stays_whenTheDiskIsFull_andTheNextIsWrittenWhenThereIsRoom() throws Exception {
    SinkSettings settings = settings(SinkFormat.OSS);
    SinkWriter.write(settings, Sessions.number(1));
    Path filler = fill();
    refused(settings, SinkCause.NO_SPACE);
    assertThat(settings.path()).content().contains("STS.N1");
    try (Stream<Path> files = Files.list(disk)) {
      assertThat(files).containsExactlyInAnyOrder(settings.path(), filler);
    }
    Files.delete(filler);
    SinkWriter.write(settings, Sessions.number(2));
    assertThat(settings.path()).content().contains("STS.N2");
  }

  @Test
  void oldFolder_stays_whenTheDiskIsFull() throws Exception {
    SinkSettings settings = settings(SinkFormat.JINDO);
    SinkWriter.write(settings, Sessions.number(1));
    fill();
    refused(settings, SinkCause.NO_SPACE);
    assertThat(settings.path().resolve("AccessKeyId")).hasContent("STS.N1");
    assertThat(settings.path().resolve("SecurityToken")).hasContent("CAIS1+/==");
  }

  @Test
  void oldFile_stays_whenTheDiskIsReadOnly() throws Exception {
    SinkSettings settings = settings(SinkFormat.ENV);
    SinkWriter.write(settings, Sessions.number(1));
    assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();
    refused(settings, SinkCause.READ_ONLY);
    assertThat(settings.path()).content().contains("STS.N1");
  }

  private SinkSettings settings(SinkFormat format) {
    return new SinkSettings("reader", format, disk.resolve("creds"), false);
  }

  private static void refused(SinkSettings settings, SinkCause cause) {
    assertThatThrownBy(() -> SinkWriter.write(settings, Sessions.number(2)))
        .isInstanceOfSatisfying(SinkException.class, e -> assertThat(e.reason()).isEqualTo(cause));
  }

  /** Takes all the room there is. */
  private Path fill() throws IOException {
    Path filler = disk.resolve("filler");
    assertThatThrownBy(() -> Files.write(filler, new byte[1024 * 1024]))
        .isInstanceOf(IOException.class);
    return filler;
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
