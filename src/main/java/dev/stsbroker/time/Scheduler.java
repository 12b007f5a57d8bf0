package dev.stsbroker.time;

import java.time.Duration;

/**
 * Runs actions later. All actions of one scheduler run on one thread, in order of their due times,
 * so that what is driven by it needs no locks; tests drive it by hand.
 */
public interface Scheduler {

  /**
   * Runs {@code action} once after {@code delay}; a delay of zero or less means as soon as can be.
   */
  Task after(Duration delay, Runnable action);

  /**
   * Nanoseconds of a clock that only ever moves forward at a steady pace and has no meaning but its
   * differences. It may stand still while the machine is suspended.
   */
  long nanoTime();

  /**
   * Throws {@link IllegalStateException} on any thread but the one that actions run on. For state
   * that is driven by this scheduler, at the beginning of each public method.
   */
  default void assertOwner() {}

  /** Something that will be run, unless it is cancelled first. */
  interface Task {
    /** A task that is not there: cancelling it does nothing. */
    Task NONE = () -> {};

    /** Keeps the action from running; does nothing if it has run or was cancelled before. */
    void cancel();
  }
}
