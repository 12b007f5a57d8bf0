package dev.stsbroker.app;

import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.TestingBroker;
import org.jspecify.annotations.Nullable;

/**
 * One way for STS to be unwell for an hour.
 *
 * @param name for the table
 * @param effect what callers notice of it
 * @param begin starts it
 * @param end ends it
 * @param slow whether calls end at their deadlines only
 */
record Outage(String name, Effect effect, Change begin, Change end, boolean slow) {
  /** A fault of the sandbox's script, for every call. */
  static Outage of(String name, Effect effect, Fault fault) {
    return new Outage(
        name,
        effect,
        broker -> broker.sandbox().cloud().faults().always(fault),
        Outage::clear,
        false);
  }

  /** The same, for a fault that leaves calls waiting. */
  static Outage slow(String name, Fault fault) {
    return new Outage(
        name,
        Effect.UNAVAILABLE,
        broker -> broker.sandbox().cloud().faults().always(fault),
        Outage::clear,
        true);
  }

  private static void clear(TestingBroker broker) {
    broker.sandbox().cloud().faults().clear();
  }

  @Override
  public String toString() {
    return name;
  }

  /** What a caller is told when nothing live is held. */
  enum Effect {
    /** Credentials: the fault does not keep them from being had. */
    SERVED(200, "Success", null, 200),
    /** Retried after 1 s doubling to 60 s, full jitter: two calls a minute on average. */
    UNAVAILABLE(503, "StsUnavailable", "Retry-After", 180),
    /** Asked for longer pauses by STS: {@link Outages#ASKED_SECONDS} between two calls. */
    ASKED_TO_WAIT(503, "StsUnavailable", "Retry-After", 3600 / Outages.ASKED_SECONDS + 1),
    /** Retried every 60 s. */
    REFUSED(502, "StsRefused", null, 62),
    /** Retried every 60 s, each time once more at once with the identity read anew. */
    IDENTITY_BROKEN(502, "StsRefused", null, 124);

    final int status;
    final String code;
    final @Nullable String header;

    /** Most calls to STS in an hour of it. */
    final long mostCalls;

    Effect(int status, String code, @Nullable String header, long mostCalls) {
      this.status = status;
      this.code = code;
      this.header = header;
      this.mostCalls = mostCalls;
    }
  }

  /** Something done to the world around a broker. */
  interface Change {
    void apply(TestingBroker broker) throws Exception;
  }
}
