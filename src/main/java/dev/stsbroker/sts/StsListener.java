package dev.stsbroker.sts;

import java.time.Duration;
import java.time.Instant;

/** Listens to calls to STS; called on the thread that made the call. */
public interface StsListener {
  /** Tells nobody. */
  StsListener NONE = new StsListener() {};

  /** A call of {@code action} starts. */
  default void started(String action) {}

  /**
   * It ended.
   *
   * @param outcome {@code ok} or the failure's code
   * @param took from before the signature to the last byte
   */
  default void ended(String action, String outcome, Duration took) {}

  /** An answer, of whatever kind, said that STS's clock stands at {@code date}; whole seconds. */
  default void dated(Instant date, boolean proved) {}
}
