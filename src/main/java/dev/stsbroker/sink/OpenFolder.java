package dev.stsbroker.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open folder whose entries are used by name: if its path is swapped, work goes on in the folder
 * that was opened. Follows no symlink, and touches nothing of another user. Blocks.
 */
final class OpenFolder implements Closeable {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> OLD =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final Path path;
  private final SecureDirectoryStream<Path> entries;
  private final ThisUser user;

  private OpenFolder(Path path, SecureDirectoryStream<Path> entries, ThisUser user) {
    this.path = path;
    this.entries = entries;
    this.user = user;
  }

  /** Opens the folder of {@code place}; throws if another one is there by now. */
  static OpenFolder of(SafePath.Place place) throws IOException {
    Path path = place.folder();
    OpenFolder folder =
        opened(path.getFileSystem().provider().newDirectoryStream(path, any -> true), path);
    if (!place.key().equals(folder.permissions().readAttributes().fileKey())) {
      folder.close();
      throw new SinkException(
          SinkCause.UNSAFE, place.folder() + " was replaced while it was looked at");
    }
    return folder;
  }

  private static OpenFolder opened(DirectoryStream<Path> entries, Path path) throws IOException {
    if (entries instanceof SecureDirectoryStream<Path> secure) {
      return new OpenFolder(path, secure, ThisUser.find());
    }
    entries.close();
    throw new SinkException(SinkCause.UNSUPPORTED);
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  /** What is called {@code name}, be it a symlink or not; null if nothing is. */
  @Nullable PosixFileAttributes look(String name) throws IOException {
    try {
      return entries
          .getFileAttributeView(
              Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .readAttributes();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Whether it belongs to the user of this process. */
  boolean owns(PosixFileAttributes entry) {
    return entry.owner().equals(user.principal());
  }

  /** Where the symlink {@code name} leads, as it is written. */
  String target(String name) throws IOException {
    return Files.readSymbolicLink(path.resolve(name)).toString();
  }

  /** The first {@code most} bytes of a file. */
  String text(String name, int most) throws IOException {
    try (SeekableByteChannel channel = entries.newByteChannel(Path.of(name), OLD);
        InputStream in = Channels.newInputStream(channel)) {
      return new String(in.readNBytes(most), UTF_8);
    }
  }

  /**
   * Opens a file to add to it.
   *
   * @param fresh whether it must not be there, and is made for its owner alone; it must be there
   *     otherwise
   */
  FileChannel append(String name, boolean fresh) throws IOException {
    Set<OpenOption> options = new HashSet<>(fresh ? NEW : Set.of(LinkOption.NOFOLLOW_LINKS));
    options.add(StandardOpenOption.APPEND);
    SeekableByteChannel channel =
        fresh
            ? entries.newByteChannel(
                Path.of(name), options, PosixFilePermissions.asFileAttribute(FILE))
            : entries.newByteChannel(Path.of(name), options);
    if (channel instanceof FileChannel file) {
      return file;
    }
    channel.close();
    throw new SinkException(SinkCause.UNSUPPORTED);
  }

  /** What is behind the last end of a line, of the last {@code most} bytes of a file. */
  byte[] unended(String name, long size, int most) throws IOException {
    try (SeekableByteChannel channel = entries.newByteChannel(Path.of(name), OLD);
        InputStream in = Channels.newInputStream(channel)) {
      long from = Math.max(0, size - most);
      channel.position(from);
      byte[] end = in.readNBytes((int) (size - from));
      int last = end.length;
      while (last > 0 && end[last - 1] != '\n') {
        last--;
      }
      return Arrays.copyOfRange(end, last, end.length);
    }
  }

  /** Makes a file that must not be there, and waits until it is on disk. */
  void create(String name, byte[] content) throws IOException {
    try (SeekableByteChannel channel =
        entries.newByteChannel(Path.of(name), NEW, PosixFilePermissions.asFileAttribute(FILE))) {
      // The umask may have taken rights away from the owner.
      entries
          .getFileAttributeView(
              Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setPermissions(FILE);
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      if (channel instanceof FileChannel file) {
        file.force(true);
      }
    }
  }

  /**
   * Makes a folder that must not be there, and opens it. Java can make one by its path alone; what
   * is then opened is the one in here.
   */
  OpenFolder createFolder(String name) throws IOException {
    Path made = path.resolve(name);
    Files.createDirectory(made, PosixFilePermissions.asFileAttribute(FOLDER));
    OpenFolder folder = child(name);
    folder.permissions().setPermissions(FOLDER);
    return folder;
  }

  /** Makes a symlink that must not be there; one that is not in here is taken back. */
  void createLink(String name, String target) throws IOException {
    Path made = path.resolve(name);
    Files.createSymbolicLink(made, Path.of(target));
    if (look(name) == null) {
      Files.deleteIfExists(made);
      throw new NoSuchFileException(made.toString());
    }
  }

  /** Lets {@code name} take the place of {@code other}, in one step. */
  void move(String name, String other) throws IOException {
    entries.move(Path.of(name), entries, Path.of(other));
  }

  /** All names. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> all =
        entries.newDirectoryStream(Path.of("."), LinkOption.NOFOLLOW_LINKS)) {
      all.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  /** Removes a file or a symlink. */
  void delete(String name) throws IOException {
    entries.deleteFile(Path.of(name));
  }

  /** Removes a file, a symlink or a folder of files, if it is there, is ours and can be removed. */
  void discard(String name) {
    try {
      PosixFileAttributes entry = look(name);
      if (entry != null && owns(entry)) {
        if (entry.isDirectory()) {
          empty(name);
          entries.deleteDirectory(Path.of(name));
        } else {
          delete(name);
        }
      }
    } catch (IOException e) {
      // The next sweep tries again.
    }
  }

  private void empty(String name) throws IOException {
    try (OpenFolder folder = child(name)) {
      for (String file : folder.names()) {
        folder.delete(file);
      }
    }
  }

  private OpenFolder child(String name) throws IOException {
    return opened(
        entries.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS), path.resolve(name));
  }

  private PosixFileAttributeView permissions() {
    return entries.getFileAttributeView(PosixFileAttributeView.class);
  }

  /**
   * Has the names in here written to disk, where the system can do that. If not, what readers see
   * is right all the same, and after a power failure a session is had anew.
   */
  void force() {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // As said above.
    }
  }

  @Override
  public void close() throws IOException {
    entries.close();
  }
}
