package dev.stsbroker.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.sink.OwnFolder;
import dev.stsbroker.sink.WriteFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are added to, and that is rotated before it grows too long: {@code file.1} is
 * the one before, {@code file.2} the one before that. If somebody moves or removes it, the next
 * line begins a new one.
 */
final class AuditFile implements AuditTarget {
  private final Path path;
  private final long maxBytes;
  private final int keep;
  private final Opening opening;
  private @Nullable OwnFolder folder;
  private @Nullable FileChannel out;
  private @Nullable Object key;

  /**
   * @param path absolute
   */
  AuditFile(Path path, long maxBytes, int keep) {
    this(path, maxBytes, keep, OwnFolder::append);
  }

  /**
   * @param opening opens the file
   */
  AuditFile(Path path, long maxBytes, int keep, Opening opening) {
    this.path = path;
    this.maxBytes = maxBytes;
    this.keep = keep;
    this.opening = opening;
  }

  @Override
  public void write(byte[] line) throws IOException {
    FileChannel to = current();
    long size = to.size();
    if (size > 0 && size + line.length > maxBytes) {
      rotate();
      to = current();
      size = to.size();
    }
    try {
      ByteBuffer left = ByteBuffer.wrap(line);
      while (left.hasRemaining()) {
        to.write(left);
      }
    } catch (IOException e) {
      takeBack(to, size);
      throw e;
    }
  }

  @Override
  public void reopen() {
    close(out);
    close(folder);
    out = null;
    folder = null;
  }

  @Override
  public WriteFailure failure(IOException failure) {
    return WriteFailure.of(failure, path);
  }

  /** The file at the path, whichever that is by now. */
  private FileChannel current() throws IOException {
    OwnFolder in = folder;
    FileChannel known = out;
    if (in != null && known != null && in.has(key)) {
      return known;
    }
    reopen();
    OwnFolder opened = OwnFolder.of(path);
    folder = opened;
    byte[] unended = opened.unended();
    FileChannel channel = opening.open(opened);
    try {
      end(channel, unended);
    } catch (IOException e) {
      close(channel);
      throw e;
    }
    out = channel;
    key = opened.key();
    return channel;
  }

  /** Takes back half a line that a broker left that was killed; ends one of somebody else. */
  private static void end(FileChannel channel, byte[] unended) throws IOException {
    if (unended.length == 0) {
      return;
    }
    String text = new String(unended, UTF_8);
    if (text.startsWith(AuditLine.BEGIN) || AuditLine.BEGIN.startsWith(text)) {
      channel.truncate(channel.size() - unended.length);
    } else {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
  }

  private void rotate() throws IOException {
    OwnFolder in = folder;
    if (in == null) {
      return;
    }
    close(out);
    out = null;
    for (int i = keep + 1; i <= AuditSettings.MOST_KEPT; i++) {
      in.remove("." + i);
    }
    for (int i = keep; i > 1; i--) {
      in.move("." + (i - 1), "." + i);
    }
    in.move("", ".1");
  }

  /** What cannot be taken back now is when the file is opened again. */
  private void takeBack(FileChannel to, long size) {
    try {
      if (to.size() > size) {
        to.truncate(size);
      }
    } catch (IOException e) {
      reopen();
    }
  }

  private static void close(@Nullable AutoCloseable one) {
    try {
      if (one != null) {
        one.close();
      }
    } catch (Exception e) {
      // Each line was handed to the system when it was written: nothing is lost by it.
    }
  }

  /** Opens the file in its folder, to add to it. */
  interface Opening {
    FileChannel open(OwnFolder folder) throws IOException;
  }
}
