package dev.stsbroker.app;

import dev.stsbroker.audit.AuditSettings;
import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.http.HttpSettings;
import dev.stsbroker.http.contract.Bodies;
import dev.stsbroker.lease.LeaseSettings;
import dev.stsbroker.reload.Target;
import dev.stsbroker.sink.SinkSettings;
import dev.stsbroker.source.Identities;
import dev.stsbroker.source.Identity;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.sts.StsSettings;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies a configuration, the first one and every later one in the same way. Everything that can
 * fail is done beside the running configuration; only then does the broker switch to the new one,
 * in one step on the event loop.
 */
final class ConfigApplier implements Target {
  private final Parts parts;
  private final Identities identities;
  private IdentityMaker maker;

  /**
   * @param first the settings to start with
   */
  ConfigApplier(Parts parts, StsSettings first) {
    this.parts = parts;
    this.identities = parts.identities();
    this.maker = parts.identityMaker(first);
  }

  /**
   * Has every identity look at what it is read from. Completes when all have, and never fails: what
   * is wrong is their state's to say.
   */
  Future<Void> look() {
    List<Future<Void>> looks =
        identities.configured().stream().map(one -> one.look().otherwiseEmpty()).toList();
    return Future.join(looks).mapEmpty();
  }

  /**
   * The first configuration: identities are taken as they are, and proved by being used. Profiles
   * are there before the first listener is, so that no early caller is told there are none.
   */
  Future<Void> begin(BrokerConfig first) {
    identities.use(maker.make(first, parts.broker(), Map.of(), Map.of()));
    configure(first);
    return parts
        .listeners()
        .open(first.http())
        .onSuccess(opened -> parts.listeners().commit(opened, first.http().allowedHosts()))
        .mapEmpty();
  }

  @Override
  public Future<Void> apply(BrokerConfig running, BrokerConfig next) {
    boolean sameSts = next.sts().equals(running.sts());
    IdentityMaker before = maker;
    IdentityMaker after = sameSts ? before : parts.identityMaker(next.sts());
    Set<String> changed = changedIdentities(running, next);
    Set<String> changedProfiles = changedProfiles(running, next);
    Set<String> bases = bases(changed, changedProfiles);
    Map<String, Identity> same = identities.content().without(bases);
    Identities.Content made = after.make(next, parts.broker(), sameSts ? same : Map.of(), same);
    return prove(changed, made)
        .compose(proved -> parts.listeners().open(next.http()))
        .map(
            opened -> {
              maker = after;
              identities.use(made);
              if (!sameSts) {
                before.retire();
              }
              switchOver(next, opened);
              startAnew(bases, sameSts);
              parts.broker().start();
              parts.identitiesChanged();
              return null;
            });
  }

  @Override
  public Future<Void> identityChanged(String name) {
    Identity identity = identities.get(name);
    if (identity == null) {
      return Future.succeededFuture();
    }
    return identity.look().onSuccess(looked -> retry(name));
  }

  /** Asks STS who each identity is; what fails is told by the refreshes, which need it more. */
  void introduce() {
    identities.configured().forEach(Identity::caller);
  }

  /** Closes the gateway in use. */
  Future<Void> close() {
    return maker.close();
  }

  /**
   * What works is left alone: a change of STS's address is no reason to ask for all again. To be
   * called before the new profiles' first calls are made, which need no second one.
   */
  private void startAnew(Set<String> bases, boolean sameSts) {
    parts.broker().startAnewIf(key -> bases.contains(key.identity()));
    if (!sameSts) {
      parts.broker().mendIf(key -> !bases.contains(key.identity()));
      // Their files may hold a key that the STS before did not take.
      identities.configured().forEach(Identity::look);
    }
  }

  private void switchOver(BrokerConfig next, Listeners.Opened opened) {
    configure(next);
    parts.listeners().commit(opened, next.http().allowedHosts());
  }

  private void configure(BrokerConfig next) {
    parts.audit(next.audit());
    parts.broker().settings(parts.leaseSettings(next));
    parts.identitiesAre(next.identities());
    parts.profilesAre(next.profiles());
    parts.guard(next);
    parts.broker().configure(next.profiles(), next.defaultProfile());
    parts.keepFiles(next.sinks());
    parts.requirements(next.http());
  }

  /** Sessions that failed may not with what the files say now. */
  private void retry(String identity) {
    parts.broker().retryIf(key -> key.identity().equals(identity));
  }

  /**
   * A session that is assumed from a changed profile has the same key, and must be assumed anew all
   * the same.
   */
  private static Set<String> bases(Set<String> changedIdentities, Set<String> changedProfiles) {
    Set<String> bases = new HashSet<>(changedIdentities);
    changedProfiles.forEach(profile -> bases.add(Profile.via(profile)));
    return bases;
  }

  private static Set<String> changedIdentities(BrokerConfig running, BrokerConfig next) {
    Set<String> changed = new HashSet<>();
    for (SourceSettings identity : next.identities()) {
      if (!running.identities().contains(identity)) {
        changed.add(identity.name());
      }
    }
    return changed;
  }

  private static Set<String> changedProfiles(BrokerConfig running, BrokerConfig next) {
    Set<String> changed = new HashSet<>();
    for (Profile profile : next.profiles()) {
      if (!running.profiles().contains(profile)) {
        changed.add(profile.name());
      }
    }
    return changed;
  }

  private static Future<Void> prove(Set<String> names, Identities.Content made) {
    List<Future<?>> proofs = new ArrayList<>();
    for (String name : names) {
      Identity identity = made.byName().get(name);
      if (identity != null) {
        proofs.add(identity.caller().recover(cause -> Future.failedFuture(named(name, cause))));
      }
    }
    return Future.all(proofs).mapEmpty();
  }

  private static Throwable named(String identity, Throwable cause) {
    return cause instanceof CredentialException failure ? failure.ofIdentity(identity) : cause;
  }

  /** What stays while configurations change, and what makes the parts that do not. */
  interface Parts {
    CredentialBroker<Bodies> broker();

    Listeners listeners();

    /** Requires of requests what {@code http} says, from now on. */
    void requirements(HttpSettings http);

    /** Keeps credentials in these files, and in no others, from now on. */
    void keepFiles(List<SinkSettings> files);

    /** Tells which identities are in use from now on. */
    void identitiesAre(List<SourceSettings> identities);

    /** Tells how the identities fare that are in use from now on. */
    void identitiesChanged();

    /** Tells which profiles are served from now on. */
    void profilesAre(List<Profile> profiles);

    /** Guards the profiles from now on as {@code config} has it. */
    void guard(BrokerConfig config);

    /** Writes the audit there from now on; null for nowhere. */
    void audit(@Nullable AuditSettings settings);

    /** The identities in use, for all that looks one up. */
    Identities identities();

    /** What makes identities, with a gateway of its own. */
    IdentityMaker identityMaker(StsSettings settings);

    /** The engine's bounds under {@code settings}. */
    LeaseSettings leaseSettings(BrokerConfig config);
  }
}
