package dev.stsbroker.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.source.key.KeyFileReader;
import dev.stsbroker.source.key.SourceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key in two files that a mount replaces together, by its {@code ..data} link. */
class KeyFilesTest {
  private static final int SWAPS = 300;
  private static final long PAUSE_NANOS = 1_000_000;

  @TempDir private Path mount = Path.of("");

  @Test
  void key_isOfOneVersion_whenTheMountIsSwappedWhileItIsRead() throws Exception {
    Path data = Path.of("..data");
    Path id = Files.createSymbolicLink(mount.resolve("id"), data.resolve("id"));
    Path secret = Files.createSymbolicLink(mount.resolve("secret"), data.resolve("secret"));
    SourceSettings.KeyFiles identity = new SourceSettings.KeyFiles("main", id, secret, false);
    swap(0);
    CompletableFuture<Void> swapping = CompletableFuture.runAsync(this::swapOften);
    while (!swapping.isDone()) {
      AccessKey key = KeyFileReader.read(identity);
      assertThat(key.secret().reveal()).isEqualTo("secret-of-" + key.id());
    }
    swapping.get(60, TimeUnit.SECONDS);
    assertThat(KeyFileReader.read(identity).id()).isEqualTo("key-" + SWAPS);
  }

  private void swapOften() {
    try {
      for (int version = 1; version <= SWAPS; version++) {
        swap(version);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void swap(int version) throws IOException {
    Path next = Files.createDirectory(mount.resolve("..version-" + version));
    Files.writeString(next.resolve("id"), "key-" + version + "\n");
    Path secret = Files.writeString(next.resolve("secret"), "secret-of-key-" + version + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("r--------"));
    Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), next.getFileName());
    Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
  }
}
