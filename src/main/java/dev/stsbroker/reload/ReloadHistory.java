package dev.stsbroker.reload;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.event.AppliedReload;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.event.ConfigDifference;
import dev.stsbroker.event.ConfigState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers which configuration runs and which was last refused, and reports both as events. */
final class ReloadHistory {
  private final InstantSource clock;
  private final BrokerEvents events;
  private ConfigState state;

  /**
   * The first configuration runs.
   *
   * @param events told of what comes
   */
  ReloadHistory(InstantSource clock, BrokerEvents events) {
    this.clock = clock;
    this.events = events;
    this.state = ConfigState.first(clock.instant());
  }

  ConfigState state() {
    return state;
  }

  /** Whether the one read last was refused. */
  boolean lastRefused() {
    return state.standing() != null;
  }

  /** Tells of the first one. */
  void begin(List<String> warnings) {
    events.configApplied(state, warnings, ConfigDifference.NONE);
  }

  AppliedReload applied(List<String> warnings, ConfigDifference difference) {
    state = state.applied(clock.instant());
    events.configApplied(state, warnings, difference);
    return new AppliedReload(state.generation(), difference, false);
  }

  /** What was read is what runs: neither its generation nor since when it runs moves. */
  AppliedReload unchanged() {
    state = state.unchanged(clock.instant());
    events.configUnchanged(state);
    return new AppliedReload(state.generation(), ConfigDifference.NONE, true);
  }

  /**
   * One was refused.
   *
   * @param pause after which it is tried again; null if it is not
   */
  void refused(Throwable why, @Nullable Duration pause) {
    Instant now = clock.instant();
    String problems =
        why instanceof CredentialException failure
            ? failure.told()
            : String.valueOf(why.getMessage());
    state = state.refused(now, problems.lines().toList(), pause == null ? null : now.plus(pause));
    events.configRefused(state, problems);
  }
}
