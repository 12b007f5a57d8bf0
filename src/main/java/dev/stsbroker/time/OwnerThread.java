package dev.stsbroker.time;

import org.jspecify.annotations.Nullable;

/**
 * Checks that some state is used on one thread only: the first thread that asks owns it. Such state
 * needs no locks, and use on another thread fails at once instead of corrupting it.
 */
public final class OwnerThread {
  private volatile @Nullable Thread owner;

  /** Throws {@link IllegalStateException} on any thread but the one that asked first. */
  public void check() {
    Thread here = Thread.currentThread();
    Thread known = owner;
    if (known == null) {
      owner = here;
    } else if (known != here) {
      throw new IllegalStateException(
          "called on " + here.getName() + " (expected: " + known.getName() + ", which owns it)");
    }
  }
}
