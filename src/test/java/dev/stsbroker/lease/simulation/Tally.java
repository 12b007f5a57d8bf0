package dev.stsbroker.lease.simulation;

/**
 * Counts of one or more worlds, and a fingerprint of everything that happened.
 *
 * <p>Mutable while a world lives; add it to another when the world has ended.
 */
final class Tally {
  long worlds;
  long nanos;
  long events;
  long calls;
  long answers;
  long checks;
  long hash = 17;

  void event(long time) {
    events++;
    hash = hash * 31 + time;
  }

  void call() {
    calls++;
  }

  void answer() {
    answers++;
  }

  void told(String text, long detail) {
    hash = (hash * 31 + text.hashCode()) * 31 + detail;
  }

  void add(Tally other) {
    worlds += other.worlds;
    nanos += other.nanos;
    events += other.events;
    calls += other.calls;
    answers += other.answers;
    checks += other.checks;
    hash = hash * 31 + other.hash;
  }
}
