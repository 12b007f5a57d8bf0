package dev.stsbroker.sandbox.oss.request;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of an object, a part or an answer: pieces of files, which are shared and never
 * copied. Each user of a content releases it once. Immutable; safe to use from any thread.
 */
public final class Content {
  private final List<Piece> pieces;
  private final long length;

  private Content(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
    this.length = pieces.stream().mapToLong(Piece::length).sum();
  }

  private record Piece(Bytes bytes, long offset, long length) {}

  /** A content in memory. */
  public static Content of(Buffer buffer) {
    return of(Bytes.of(buffer), buffer.length());
  }

  /** The first {@code length} bytes of {@code bytes}, whose one user it is. */
  public static Content of(Bytes bytes, long length) {
    return new Content(length == 0 ? List.of() : List.of(new Piece(bytes, 0, length)));
  }

  /** One content after the other; another user of all of them. */
  public static Content joined(List<Content> contents) {
    return new Content(contents.stream().flatMap(one -> one.pieces.stream()).toList()).retain();
  }

  /** A part of it; another user. */
  public Content slice(long first, long end) {
    List<Piece> within = new ArrayList<>();
    long at = 0;
    for (Piece piece : pieces) {
      long from = Math.max(first, at);
      long to = Math.min(end, at + piece.length());
      if (from < to) {
        within.add(new Piece(piece.bytes(), piece.offset() + from - at, to - from));
      }
      at += piece.length();
    }
    return new Content(within).retain();
  }

  /** Its length in bytes. */
  public long length() {
    return length;
  }

  /** Of how many pieces it is. */
  public int pieces() {
    return pieces.size();
  }

  /**
   * Reads some of it; blocks.
   *
   * @param from where to begin, before the end
   * @param most bytes wanted, at least 1
   * @return at least one byte
   * @throws IOException if it cannot be read
   */
  public Buffer read(long from, int most) throws IOException {
    long at = 0;
    for (Piece piece : pieces) {
      if (from < at + piece.length()) {
        long within = from - at;
        int wanted = (int) Math.min(most, piece.length() - within);
        return piece.bytes().read(piece.offset() + within, wanted);
      }
      at += piece.length();
    }
    throw new IOException("nothing at " + from + " of " + length + " bytes");
  }

  /** Counts one more user; the same content. */
  public Content retain() {
    pieces.forEach(piece -> piece.bytes().retain());
    return this;
  }

  /** Says that it is not used any more; what nothing else uses of it is erased. */
  public void release() {
    pieces.forEach(piece -> piece.bytes().release());
  }
}
