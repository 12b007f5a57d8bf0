package dev.stsbroker.lease.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the checks must know of one key's past. Times are of the steady clock, in nanoseconds. */
final class KeyHistory {
  final KeyPlan plan;
  final Story story = new Story();
  final List<OpenCall> open = new ArrayList<>();

  /** Last served by the lease that is there now. */
  @Nullable Token held;

  /** The last landing, if it was a token. */
  @Nullable Token loaded;

  /** The last landing, if it was a failure. */
  @Nullable Failure failed;

  Duration lastLife = Duration.ZERO;
  long landedAt;
  long jumpsAtLanding;
  long usedAt;
  long backwardsAtUse;
  long excusedUntil = Long.MIN_VALUE;
  int startsSinceLanding;
  int failuresInRow;
  long failingSince;
  boolean forced;

  /** Since when somebody waits for a first call that has not started; -1 if nobody does. */
  long waitingSince = -1;

  KeyHistory(KeyPlan plan) {
    this.plan = plan;
  }

  /** The lease is gone; calls of it that are still under way count for nothing until then. */
  void forget(long excusedUntil) {
    this.excusedUntil = excusedUntil;
    held = null;
    waitingSince = -1;
    lastLife = Duration.ZERO;
    forgetLanding();
  }

  void forgetLanding() {
    loaded = null;
    failed = null;
    failuresInRow = 0;
    startsSinceLanding = 0;
    forced = false;
  }

  /**
   * A failure and what follows from it, by the contract.
   *
   * @param shortest the least pause before the next call
   * @param longest the longest pause before the next call
   */
  record Failure(String code, Duration shortest, Duration longest) {}
}
