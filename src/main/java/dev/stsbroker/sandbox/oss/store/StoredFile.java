package dev.stsbroker.sandbox.oss.store;

import dev.stsbroker.sandbox.oss.request.Bytes;
import io.vertx.core.buffer.Buffer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** A file of an {@link ObjectFolder}; it is written once, then read until nobody uses it. */
final class StoredFile implements Bytes {
  private final ObjectFolder folder;
  private final long number;
  private int users = 1;
  private long length;

  /**
   * @param number its name in the folder
   */
  StoredFile(ObjectFolder folder, long number) {
    this.folder = folder;
    this.number = number;
  }

  /** Takes note of bytes that were reserved for it in the folder. */
  synchronized void grow(int bytes) {
    length += bytes;
  }

  synchronized long length() {
    return length;
  }

  @Override
  public Buffer read(long offset, int wanted) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(wanted);
    try (FileChannel file = FileChannel.open(folder.path(number), StandardOpenOption.READ)) {
      while (bytes.hasRemaining()) {
        if (file.read(bytes, offset + bytes.position()) < 0) {
          throw new EOFException("a file of the sandbox's objects is shorter than it was");
        }
      }
    }
    return Buffer.buffer(bytes.array());
  }

  @Override
  public synchronized void retain() {
    users++;
  }

  @Override
  public void release() {
    long bytes;
    synchronized (this) {
      users--;
      if (users > 0) {
        return;
      }
      bytes = length;
    }
    folder.erase(number, bytes);
  }
}
