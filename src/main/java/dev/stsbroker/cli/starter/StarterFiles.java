package dev.stsbroker.cli.starter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.config.setting.ReplaceMe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of a new configuration. */
public final class StarterFiles {
  private static final String NO_KEY = "{\"AccessKeyId\": \"\", \"AccessKeySecret\": \"\"}\n";

  private final Starter starter;
  private final Path file;

  /** Of {@code starter}, the configuration in {@code file}. */
  public StarterFiles(Starter starter, Path file) {
    this.starter = starter;
    this.file = file;
  }

  /**
   * Writes the configuration and, where it names a key's file and there is none yet, that file
   * without a key in it. Others can read the former and write to neither.
   *
   * @throws FileAlreadyExistsException if there is a configuration, whatever is in it
   * @throws IOException if a file cannot be written
   */
  public void write() throws IOException {
    Files.createDirectories(folder(file), mode("rwxr-xr-x"));
    create(file, starter.text(), "rw-r--r--");
    if (hasKeyFile() && !Files.exists(keyFile(), LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folder(keyFile()), mode("rwx------"));
      create(keyFile(), NO_KEY, "rw-------");
    }
  }

  /**
   * What is left to do until jobs are served, in order.
   *
   * @param named whether commands have to be told where the configuration is
   */
  public List<String> next(boolean named) {
    String config = named ? " --config " + file : "";
    List<String> steps = new ArrayList<>();
    steps.add(starter.identity().advice().formatted(keyFile()));
    if (starter.isUnfinished()) {
      steps.add("Replace what says " + ReplaceMe.WORD + " in " + file + ".");
    }
    steps.add("Try it at STS: sts-broker check --online" + config);
    steps.add("Run it: sts-broker serve" + config);
    return steps;
  }

  private boolean hasKeyFile() {
    return starter.identity() == IdentityKind.ACCESS_KEY_FILE;
  }

  /** Where the configuration has it, which resolves it against its own folder. */
  private Path keyFile() {
    return file.resolveSibling("secrets").resolve("access-key.json");
  }

  private static Path folder(Path of) {
    Path parent = of.getParent();
    return parent == null ? Path.of("") : parent;
  }

  /** A link that leads nowhere is a file too: it is not followed. */
  private static void create(Path file, String text, String mode) throws IOException {
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (SeekableByteChannel channel = Files.newByteChannel(file, fresh, mode(mode))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }
}
