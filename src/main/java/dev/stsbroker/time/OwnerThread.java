package dev.stsbroker.time;

import org.jspecify.annotations.Nullable;

/**
 * The one thread that some state belongs to: the first that asks. State that one thread owns needs
 * no locks, and whoever comes on another thread is told at once instead of corrupting it.
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
