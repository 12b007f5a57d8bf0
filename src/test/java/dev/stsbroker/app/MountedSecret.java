package dev.stsbroker.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A secret as Kubernetes mounts it: {@code id} and {@code secret} are links through {@code ..data},
 * which is swapped for a link to another folder; the old folder goes at once (kubelet's {@code
 * AtomicWriter}).
 */
final class MountedSecret {
  private static final Path DATA = Path.of("..data");

  private final Path mount;
  private @Nullable Path current;
  private int version;

  /** An empty mount at {@code mount}. */
  MountedSecret(Path mount) throws IOException {
    this.mount = Files.createDirectories(mount);
    for (String name : List.of("id", "secret")) {
      Files.createSymbolicLink(mount.resolve(name), DATA.resolve(name));
    }
  }

  /** Swaps another key in. */
  void put(String id, String secret) throws IOException {
    Path next = Files.createDirectory(mount.resolve("..version-" + ++version));
    write(next.resolve("id"), id + "\n");
    write(next.resolve("secret"), secret + "\n");
    Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), next.getFileName());
    Files.move(link, mount.resolve(DATA), StandardCopyOption.ATOMIC_MOVE);
    Path old = current;
    if (old != null) {
      Files.delete(old.resolve("id"));
      Files.delete(old.resolve("secret"));
      Files.delete(old);
    }
    current = next;
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
  }
}
