package dev.stsbroker.app;

import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.credential.IdentityState;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.source.Identities;
import dev.stsbroker.source.Identity;
import dev.stsbroker.source.SourceFactory;
import java.util.List;

/**
 * The states of the running configuration's identities, and until when the sessions that each has
 * signed are served. Updated by events.
 */
final class IdentityStates implements SourceFactory.Followers {
  private final Identities identities;
  private final CredentialBroker<?> broker;
  private final BrokerEvents events;

  /**
   * @param identities those in use
   * @param events told of changes
   */
  IdentityStates(Identities identities, CredentialBroker<?> broker, BrokerEvents events) {
    this.identities = identities;
    this.broker = broker;
    this.events = events;
  }

  /** Each as it stands, sorted by name. */
  List<IdentityState> all() {
    return identities.inUse().values().stream().map(this::state).toList();
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
    Identity identity = identities.inUse().get(name);
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
