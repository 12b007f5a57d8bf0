package dev.stsbroker.app;

import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.source.Identities;
import dev.stsbroker.source.Identity;
import dev.stsbroker.source.SourceFactory;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.sts.AliyunSts;
import dev.stsbroker.time.Scheduler;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes the identities of configurations with one gateway to STS, which is closed with it.
 *
 * @param factory makes the configured ones
 * @param gateway what roles are assumed at
 * @param scheduler when to close
 */
record IdentityMaker(SourceFactory factory, AliyunSts gateway, Scheduler scheduler) {
  /** No call takes longer: the longest timeout a configuration may ask for. */
  private static final Duration CALLS_UNDER_WAY = Duration.ofSeconds(60);

  /**
   * All of {@code config}'s.
   *
   * @param kept those to be taken over as they are, with what they hold
   * @param followed those that others of the same settings take the place of
   */
  Identities.Content make(
      BrokerConfig config,
      CredentialBroker<?> broker,
      Map<String, Identity> kept,
      Map<String, Identity> followed) {
    Map<String, Identity> byName = new HashMap<>();
    Set<String> configured = new HashSet<>();
    Set<String> used = new HashSet<>();
    for (SourceSettings settings : config.identities()) {
      Identity before = kept.get(settings.name());
      configured.add(settings.name());
      byName.put(
          settings.name(),
          before == null ? factory.identity(settings, followed.get(settings.name())) : before);
    }
    for (Profile base : config.profiles()) {
      String name = Profile.via(base.name());
      Identity before = kept.get(name);
      byName.put(name, before == null ? factory.chained(name, broker.source(base)) : before);
      used.add(base.identity());
    }
    return new Identities.Content(byName, configured, used);
  }

  /** Closes the gateway when calls under way are over. */
  void retire() {
    scheduler.after(CALLS_UNDER_WAY, gateway::close);
  }

  /** Closes the gateway. */
  Future<Void> close() {
    return gateway.close();
  }
}
