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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

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
    for (SourceSettings settings : config.identities()) {
      String name = settings.name();
      Identity before = kept.get(name);
      byName.put(name, before == null ? factory.identity(settings, followed.get(name)) : before);
    }
    for (Profile base : config.profiles()) {
      String name = Profile.via(base.name());
      Identity before = kept.get(name);
      byName.put(name, before == null ? factory.chained(name, broker.source(base)) : before);
    }
    return new Identities.Content(
        byName,
        names(config.identities(), SourceSettings::name),
        names(config.profiles(), Profile::identity));
  }

  private static <T> Set<String> names(List<T> all, Function<T, String> name) {
    return Set.copyOf(all.stream().map(name).toList());
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
