package dev.stsbroker.reload;

import dev.stsbroker.config.BrokerConfig;
import io.vertx.core.Future;

/** The running broker, as far as a reload changes it. */
public interface Target {
  /**
   * Replaces {@code running} with {@code next} in one step, or fails and leaves everything as it
   * was. The message of the failure is for people, one line a problem. Fails with a {@link
   * dev.stsbroker.event.StoppingException} once the broker stops.
   */
  Future<Void> apply(BrokerConfig running, BrokerConfig next);

  /**
   * An identity's files have changed: has it read and proved; fails if the new key is not accepted.
   */
  Future<Void> identityChanged(String identity);
}
