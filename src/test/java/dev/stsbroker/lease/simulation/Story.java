package dev.stsbroker.lease.simulation;

import java.time.Duration;

/** The last things that happened to one key; the same thing many times at once is told once. */
final class Story {
  private static final int LENGTH = 30;

  private final String[] texts = new String[LENGTH];
  private final long[] times = new long[LENGTH];
  private final long[] details = new long[LENGTH];
  private final int[] repeats = new int[LENGTH];
  private int count;

  /** Tells of {@code text} at steady time {@code nanos}, with a number that goes with it. */
  void tell(long nanos, String text, long detail) {
    int last = (count + LENGTH - 1) % LENGTH;
    if (count > 0 && text.equals(texts[last]) && times[last] == nanos && details[last] == detail) {
      repeats[last]++;
      return;
    }
    int at = count % LENGTH;
    texts[at] = text;
    times[at] = nanos;
    details[at] = detail;
    repeats[at] = 1;
    count++;
  }

  @Override
  public String toString() {
    StringBuilder all = new StringBuilder();
    for (int i = Math.max(0, count - LENGTH); i < count; i++) {
      int at = i % LENGTH;
      all.append("    ").append(Duration.ofNanos(times[at])).append(' ').append(texts[at]);
      all.append(' ').append(details[at]);
      all.append(repeats[at] > 1 ? " (x" + repeats[at] + ")\n" : "\n");
    }
    return all.toString();
  }
}
