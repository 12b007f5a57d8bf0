package dev.stsbroker.lease.simulation;

/** A call under way at the simulated STS. */
final class OpenCall {
  private final CallRules rules;
  private final KeyHistory history;
  private final long startedAt;
  private boolean overdue;
  private boolean ended;

  OpenCall(CallRules rules, KeyHistory history, long startedAt) {
    this.rules = rules;
    this.history = history;
    this.startedAt = startedAt;
  }

  KeyHistory history() {
    return history;
  }

  long startedAt() {
    return startedAt;
  }

  boolean overdue() {
    return overdue;
  }

  /** The deadline has come. */
  void expire() {
    if (!ended) {
      overdue = true;
      rules.gaveUp(this);
    }
  }

  /** An answer has come. */
  void end() {
    ended = true;
    history.open.remove(this);
    rules.ended(this);
  }
}
