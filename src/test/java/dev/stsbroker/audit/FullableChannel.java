package dev.stsbroker.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file on a disk that a test fills: a write takes what fits, and the next one fails. */
final class FullableChannel extends FileChannel {
  private final FileChannel file;
  private final Disk disk;

  /** How much room there is, for all files together. */
  static final class Disk {
    long room = Long.MAX_VALUE;
    String message = "No space left on device";
    boolean truncates = true;
  }

  FullableChannel(FileChannel file, Disk disk) {
    this.file = file;
    this.disk = disk;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    if (disk.room == 0) {
      throw new IOException(disk.message);
    }
    int count = (int) Math.min(disk.room, source.remaining());
    ByteBuffer part = source.slice().limit(count);
    int written = file.write(part);
    source.position(source.position() + written);
    disk.room -= written;
    return written;
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    if (!disk.truncates) {
      throw new IOException("Input/output error");
    }
    return file.truncate(size);
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }

  @Override
  public int read(ByteBuffer target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long position() {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel position(long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void force(boolean metadata) {}

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(ByteBuffer target, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer source, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
