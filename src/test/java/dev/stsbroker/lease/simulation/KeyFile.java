package dev.stsbroker.lease.simulation;

import java.time.Duration;

/**
 * The key that all calls of a world are signed with: replaced now and then, read by whoever signs
 * next or by the watch, and announced by whoever has read it first, as the broker's identities do.
 */
final class KeyFile {
  private static final int WATCH_MILLIS = 2_000;

  private final World world;
  private int inFile;
  private int used;

  KeyFile(World world) {
    this.world = world;
  }

  /** Another key lies there from now on; the watch looks soon, whoever signs may look sooner. */
  void replace() {
    inFile++;
    world.time().after(Duration.ofMillis(WATCH_MILLIS), this::read);
  }

  void read() {
    if (used != inFile) {
      used = inFile;
      world.time().after(Duration.ZERO, world::announceKey);
    }
  }

  /** Which key calls end with: one that a newer key overtook is made again by that. */
  int used() {
    return used;
  }
}
