package dev.stsbroker.lease.simulation;

import dev.stsbroker.lease.RetentionPolicy;
import java.time.Duration;

/**
 * One key of a world.
 *
 * @param name the key
 * @param retention how long the engine is to keep it
 * @param life what a token for it is asked to live
 * @param habit who asks for it
 */
record KeyPlan(String name, RetentionPolicy retention, Duration life, Habit habit) {

  /** How callers come. */
  enum Habit {
    /** One after the other, with pauses. */
    STEADY,
    /** Up to 200 at one instant, then none for long. */
    BURSTS,
    /** A few, then none for a day and more. */
    RARE,
    /** Never. */
    NONE,
    /** A job of its own: a few questions within minutes, then perhaps never again. */
    JOB
  }
}
