package dev.stsbroker.sandbox.oss.store;

import dev.stsbroker.sandbox.oss.request.Content;
import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The content of an object on its way into a file. All methods block; they are called one after the
 * other, and after {@link #finish} or {@link #abandon} none is.
 */
public final class Incoming {
  private final ObjectFolder folder;
  private final Sums sums = new Sums();
  private @Nullable StoredFile file;
  private @Nullable FileChannel channel;

  public Incoming(ObjectFolder folder) {
    this.folder = folder;
  }

  /**
   * Writes the next bytes.
   *
   * @throws OssRefusal if there is no room for them
   */
  public void write(Buffer chunk) {
    if (chunk.length() == 0) {
      return;
    }
    try {
      StoredFile into = open();
      folder.reserve(chunk.length());
      into.grow(chunk.length());
      ByteBuffer bytes = ByteBuffer.wrap(chunk.getBytes());
      while (bytes.hasRemaining() && channel != null) {
        channel.write(bytes);
      }
      sums.add(chunk);
    } catch (IOException e) {
      throw OssError.STORAGE.refusal(String.valueOf(e.getMessage()));
    }
  }

  private StoredFile open() throws IOException {
    if (file == null) {
      long number = folder.next();
      channel =
          FileChannel.open(
              folder.path(number), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      file = new StoredFile(folder, number);
    }
    return file;
  }

  /**
   * Ends the file.
   *
   * @throws OssRefusal if it cannot be written
   */
  public Received finish() {
    try {
      close();
    } catch (IOException e) {
      throw OssError.STORAGE.refusal(String.valueOf(e.getMessage()));
    }
    StoredFile written = file;
    return sums.of(
        written == null ? Content.of(Buffer.buffer()) : Content.of(written, written.length()));
  }

  /** Forgets what was written. */
  public void abandon() {
    try {
      close();
    } catch (IOException e) {
      // The file is given up: bytes that were not written do not matter.
    }
    if (file != null) {
      file.release();
    }
  }

  private void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
