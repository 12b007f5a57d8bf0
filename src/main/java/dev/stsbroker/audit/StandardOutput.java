package dev.stsbroker.audit;

import dev.stsbroker.sink.WriteFailure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/** Standard output, or what stands for it: what cannot be taken back is completed. */
final class StandardOutput implements AuditTarget {
  private final WritableByteChannel out;
  private @Nullable ByteBuffer begun;

  /** The one of this process. */
  @SuppressWarnings("resource") // It is the process's, and stays open as long as that lives.
  StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out).getChannel());
  }

  StandardOutput(WritableByteChannel out) {
    this.out = out;
  }

  @Override
  public void write(byte[] line) throws IOException {
    ByteBuffer left = begun == null ? ByteBuffer.wrap(line) : begun;
    begun = left;
    while (left.hasRemaining()) {
      out.write(left);
    }
    begun = null;
  }

  @Override
  public boolean begun() {
    return begun != null;
  }

  @Override
  public WriteFailure failure(IOException failure) {
    return WriteFailure.of(failure, null);
  }
}
