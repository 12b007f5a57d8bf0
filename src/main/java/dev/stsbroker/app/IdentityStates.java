package dev.stsbroker.app;

import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.credential.IdentityState;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.source.Identity;
import dev.stsbroker.source.SourceFactory;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * The states of the running configuration's identities, and until when the sessions that each has
 * signed are served. Updated by events.
 */
final class IdentityStates implements SourceFactory.Followers {
  private final Supplier<SortedMap<String, Identity>> running;
  private final CredentialBroker<?> broker;
  private final BrokerEvents events;

  /**
   * @param running those in use, by name
   * @param events told of changes
   */
  IdentityStates(
      Supplier<SortedMap<String, Identity>> running,
      CredentialBroker<?> broker,
      BrokerEvents events) {
    this.running = running;
    this.broker = broker;
    this.events = events;
  }

  /** Each as it stands, sorted by name. */
  List<IdentityState> all() {
    return running.get().values().stream().map(this::state).toList();
  }

  /** The sessions of an identity that has another key are replaced by the key's own. */
  @Override
  public void newKey(String name) {
    broker.refreshIf(key -> key.identity().equals(name));
  }

  /**
   * It may also be one of that name that is only proved and not in use yet: then nothing is new.
   */
  @Override
  public void stateChanged(String name) {
    Identity identity = running.get().get(name);
    if (identity != null) {
      events.identityState(state(identity));
    }
  }

  /** Others are in use than before. */
  void changed() {
    all().forEach(events::identityState);
  }

  private IdentityState state(Identity identity) {
    IdentityState bare = identity.state();
    return bare.reaching(broker.reach(bare.identity()));
  }
}
