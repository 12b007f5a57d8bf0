package dev.stsbroker.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lines that wait to be written, in order and of bounded size. What there is no room for is
 * counted. Lines that callers can cause leave a quarter of the room to the others. Used by any
 * thread; never blocks for longer than a few instructions.
 */
final class AuditQueue {
  /** Lines. */
  private static final int MOST_LINES = 2_048;

  /** Characters of them, in sum. */
  private static final int MOST_CHARACTERS = 1024 * 1024;

  private final Deque<AuditLine> lines = new ArrayDeque<>();
  private int characters;
  private long lost;

  /** Takes {@code line}, or counts it as lost; whether it took it. */
  synchronized boolean offer(AuditLine line) {
    int quarters = line.frequent() ? 3 : 4;
    boolean room =
        lines.size() < MOST_LINES / 4 * quarters
            && characters + line.members().length() <= MOST_CHARACTERS / 4 * quarters;
    if (room) {
      lines.add(line);
      characters += line.members().length();
    } else {
      lost++;
    }
    return room;
  }

  /** The oldest line; null if there is none. */
  synchronized @Nullable AuditLine peek() {
    return lines.peek();
  }

  /** Forgets the oldest line. */
  synchronized void remove() {
    characters -= lines.remove().members().length();
  }

  synchronized int size() {
    return lines.size();
  }

  /** How many were lost that nobody was told of. */
  synchronized long lost() {
    return lost;
  }

  /** So many more were lost. */
  synchronized void lose(long count) {
    lost += count;
  }

  /** So many of the lost were told of. */
  synchronized void told(long count) {
    lost -= count;
  }
}
