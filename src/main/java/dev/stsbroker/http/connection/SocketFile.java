package dev.stsbroker.http.connection;

import dev.stsbroker.io.FileTrust;
import dev.stsbroker.io.FileTrust.Exposure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * The file of a unix socket that a server listens on, with mode 0660. It takes the place of one
 * that a dead process left, never of one that is listened on, nor of any other file.
 *
 * <p>The socket is made in a folder with mode 0700 beside it and moved once its own mode is right:
 * nobody whom the mode keeps out can reach it before, whatever the process's umask is. A folder
 * that others may write is refused, sticky ones too: whoever may write there can put a socket of
 * his own at that name while the broker is away, and would be asked in its place.
 */
public final class SocketFile {
  private static final String MODE = "rw-rw----";
  private static final String PRIVATE = "rwx------";
  private static final int FILE_TYPE = 0170000;
  private static final int SOCKET = 0140000;

  private final Path path;
  private final Path making;
  private @Nullable Object inode;

  public SocketFile(Path path) {
    this.path = path;
    String unique = Integer.toHexString(new SecureRandom().nextInt());
    this.making = path.resolveSibling("." + unique).resolve("s");
  }

  /**
   * Has {@code server} listen; fails with an {@link IOException} that says why it cannot, a {@link
   * BindException} where somebody else does.
   */
  public Future<Void> listen(Vertx vertx, HttpServer server) {
    return vertx
        .executeBlocking(this::makeRoom, false)
        .compose(free -> server.listen(SocketAddress.domainSocketAddress(making.toString())))
        .compose(
            listening ->
                vertx
                    .executeBlocking(this::publish, false)
                    .recover(
                        cause -> server.close().transform(closed -> Future.failedFuture(cause))))
        .eventually(() -> vertx.executeBlocking(this::tidy, false));
  }

  /** Removes the file, unless another process has put its own there. */
  public Future<Void> remove(Vertx vertx) {
    return vertx.executeBlocking(
        () -> {
          if (inode != null && inode.equals(inode(path))) {
            Files.deleteIfExists(path);
          }
          return null;
        },
        false);
  }

  private @Nullable Void makeRoom() throws IOException {
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
    if (Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(
          folder + " can be written by other users (expected: chmod o-w " + folder + ")");
    }
    Exposure exposure = FileTrust.ofFolder(folder);
    if (exposure != null) {
      throw new IOException(folder + " " + exposure.sentence());
    }
    if (!Files.isWritable(folder)) {
      throw new IOException("nothing can be made in " + folder + ": permission denied");
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      if ((mode & FILE_TYPE) != SOCKET) {
        throw new IOException("there is a file of that name, and it is no socket");
      }
      if (answers()) {
        throw new BindException("the socket is in use");
      }
    }
    Files.createDirectory(
        making.getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
    return null;
  }

  /** Whether somebody listens there; any doubt is taken for a yes. */
  private boolean answers() {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(path));
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private @Nullable Void publish() throws IOException {
    Files.setPosixFilePermissions(making, PosixFilePermissions.fromString(MODE));
    inode = inode(making);
    Files.move(making, path, StandardCopyOption.ATOMIC_MOVE);
    return null;
  }

  /** Removes what was made to make the socket in, and a socket that was not moved. */
  private @Nullable Void tidy() throws IOException {
    Files.deleteIfExists(making);
    Files.deleteIfExists(making.getParent());
    return null;
  }

  private static @Nullable Object inode(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .fileKey();
    } catch (IOException e) {
      return null;
    }
  }
}
