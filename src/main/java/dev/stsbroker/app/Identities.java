package dev.stsbroker.app;

import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.source.Identity;
import dev.stsbroker.source.KeyedIdentity;
import dev.stsbroker.source.SourceFactory;
import dev.stsbroker.source.SourceSettings;
import dev.stsbroker.sts.AliyunSts;
import dev.stsbroker.time.Scheduler;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The identities of one configuration, those that are profiles' sessions included, and the gateway
 * they use.
 */
final class Identities {
  /** No call takes longer: the longest timeout a configuration may ask for. */
  private static final Duration CALLS_UNDER_WAY = Duration.ofSeconds(60);

  private final Means means;
  private final Map<String, Identity> byName = new HashMap<>();
  private final Set<String> configured = new HashSet<>();

  /** None yet. */
  Identities(Means means) {
    this.means = means;
  }

  /** None yet, with the same gateway. */
  Identities beside() {
    return new Identities(means);
  }

  /**
   * Makes all of {@code config}'s.
   *
   * @param kept those to be taken over as they are, with what they hold
   */
  void fill(BrokerConfig config, CredentialBroker<?> broker, Map<String, Identity> kept) {
    for (SourceSettings settings : config.identities()) {
      Identity before = kept.get(settings.name());
      configured.add(settings.name());
      byName.put(settings.name(), before == null ? means.factory().identity(settings) : before);
    }
    for (Profile base : config.profiles()) {
      String name = Profile.via(base.name());
      byName.put(
          name, new KeyedIdentity(name, broker.source(base), means.gateway(), means.events()));
    }
  }

  /** The configured ones but {@code names}. */
  Map<String, Identity> without(Set<String> names) {
    Map<String, Identity> others = new HashMap<>(byName);
    others.keySet().retainAll(configured);
    others.keySet().removeAll(names);
    return others;
  }

  /** Those that the configuration names. */
  List<Identity> configured() {
    return without(Set.of()).values().stream().toList();
  }

  @Nullable Identity get(String name) {
    return byName.get(name);
  }

  /** Closes the gateway when calls under way are over. */
  void retire() {
    means.scheduler().after(CALLS_UNDER_WAY, means.gateway()::close);
  }

  /** Closes the gateway. */
  Future<Void> close() {
    return means.gateway().close();
  }

  /**
   * What identities are made with.
   *
   * @param factory makes the configured ones
   * @param gateway what roles are assumed at
   * @param events told what happens to them
   * @param scheduler when to close
   */
  record Means(
      SourceFactory factory, AliyunSts gateway, BrokerEvents events, Scheduler scheduler) {}
}
