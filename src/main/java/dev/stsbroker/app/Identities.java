package dev.stsbroker.app;

import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.source.Identity;
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
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /**
   * Names of those that profiles are assumed with; a profile's session may be nobody's identity.
   */
  private final Set<String> used = new HashSet<>();

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
   * @param followed those that others of the same settings take the place of
   */
  void fill(
      BrokerConfig config,
      CredentialBroker<?> broker,
      Map<String, Identity> kept,
      Map<String, Identity> followed) {
    for (SourceSettings settings : config.identities()) {
      Identity before = kept.get(settings.name());
      configured.add(settings.name());
      byName.put(
          settings.name(),
          before == null
              ? means.factory().identity(settings, followed.get(settings.name()))
              : before);
    }
    for (Profile base : config.profiles()) {
      String name = Profile.via(base.name());
      Identity before = kept.get(name);
      byName.put(
          name, before == null ? means.factory().chained(name, broker.source(base)) : before);
      used.add(base.identity());
    }
  }

  /** All but {@code names}. */
  Map<String, Identity> without(Set<String> names) {
    Map<String, Identity> others = new HashMap<>(byName);
    others.keySet().removeAll(names);
    return others;
  }

  /** Those that the configuration names. */
  List<Identity> configured() {
    return configured.stream().map(byName::get).filter(Objects::nonNull).toList();
  }

  /** Those that the configuration names, and profiles' sessions that others are assumed with. */
  SortedMap<String, Identity> inUse() {
    SortedMap<String, Identity> those = new TreeMap<>(byName);
    those.keySet().removeIf(name -> !configured.contains(name) && !used.contains(name));
    return those;
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
   * @param scheduler when to close
   */
  record Means(SourceFactory factory, AliyunSts gateway, Scheduler scheduler) {}
}
