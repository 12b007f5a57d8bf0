package dev.stsbroker.event;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.IdentityState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes every event on to several listeners. An exception of one listener stops neither the other
 * listeners nor the caller.
 */
public final class CompositeBrokerEvents implements BrokerEvents {
  private final List<BrokerEvents> targets;
  private final Consumer<RuntimeException> thrown;
  private boolean threw;

  /**
   * @param targets told in this order
   * @param thrown hears the first exception that one of them throws
   */
  public CompositeBrokerEvents(List<BrokerEvents> targets, Consumer<RuntimeException> thrown) {
    this.targets = List.copyOf(targets);
    this.thrown = thrown;
  }

  @Override
  public void served(String profile, String contract, double remainingSeconds) {
    each(events -> events.served(profile, contract, remainingSeconds));
  }

  @Override
  public void served(
      SessionFacts session, String contract, double remainingSeconds, CallerFacts caller) {
    each(events -> events.served(session, contract, remainingSeconds, caller));
  }

  @Override
  public void rejected(Refusal refusal) {
    each(events -> events.rejected(refusal));
  }

  @Override
  public void ordered(String action, @Nullable String profile, String outcome, CallerFacts caller) {
    each(events -> events.ordered(action, profile, outcome, caller));
  }

  @Override
  public void auditLines(String outcome, long lines) {
    each(events -> events.auditLines(outcome, lines));
  }

  @Override
  public void auditFailed(String place, String cause, String why) {
    each(events -> events.auditFailed(place, cause, why));
  }

  @Override
  public void auditRecovered(String place, long lost) {
    each(events -> events.auditRecovered(place, lost));
  }

  @Override
  public void rejected(String contract, String reason) {
    each(events -> events.rejected(contract, reason));
  }

  @Override
  public void answered(String contract, long nanos) {
    each(events -> events.answered(contract, nanos));
  }

  @Override
  public void refreshed(Issuance issuance) {
    each(events -> events.refreshed(issuance));
  }

  @Override
  public void refreshFailed(String profile, CredentialException failure, int consecutive) {
    each(events -> events.refreshFailed(profile, failure, consecutive));
  }

  @Override
  public void coalesced(String profile) {
    each(events -> events.coalesced(profile));
  }

  @Override
  public void retired(String profile) {
    each(events -> events.retired(profile));
  }

  @Override
  public void callStarted(String action) {
    each(events -> events.callStarted(action));
  }

  @Override
  public void callEnded(String action, String outcome, Duration took) {
    each(events -> events.callEnded(action, outcome, took));
  }

  @Override
  public void configApplied(ConfigState state, List<String> warnings, ConfigDifference difference) {
    each(events -> events.configApplied(state, warnings, difference));
  }

  @Override
  public void configUnchanged(ConfigState state) {
    each(events -> events.configUnchanged(state));
  }

  @Override
  public void configRefused(ConfigState state, String problems) {
    each(events -> events.configRefused(state, problems));
  }

  @Override
  public void identityRotated(String identity) {
    each(events -> events.identityRotated(identity));
  }

  @Override
  public void identityNotRotated(String identity, String code, String message) {
    each(events -> events.identityNotRotated(identity, code, message));
  }

  @Override
  public void limits(int sessions, int jobConnections, int adminConnections) {
    each(events -> events.limits(sessions, jobConnections, adminConnections));
  }

  @Override
  public void clockSkew(Duration ahead) {
    each(events -> events.clockSkew(ahead));
  }

  @Override
  public void timeJumped(Duration duration) {
    each(events -> events.timeJumped(duration));
  }

  @Override
  public void identityFound(String identity, String type) {
    each(events -> events.identityFound(identity, type));
  }

  @Override
  public void identitiesConfigured(Map<String, String> types) {
    each(events -> events.identitiesConfigured(types));
  }

  @Override
  public void profilesConfigured(Set<String> profiles) {
    each(events -> events.profilesConfigured(profiles));
  }

  @Override
  public void identityProved(String identity, String accountId) {
    each(events -> events.identityProved(identity, accountId));
  }

  @Override
  public void identityState(IdentityState state) {
    each(events -> events.identityState(state));
  }

  @Override
  public void durationCut(String identity, String role, Duration asked, Duration given) {
    each(events -> events.durationCut(identity, role, asked, given));
  }

  @Override
  public void fileWritten(String profile, String path) {
    each(events -> events.fileWritten(profile, path));
  }

  @Override
  public void fileNotWritten(String profile, String path, String cause, String why) {
    each(events -> events.fileNotWritten(profile, path, cause, why));
  }

  @Override
  public void fileNotRemoved(String profile, String path, String why) {
    each(events -> events.fileNotRemoved(profile, path, why));
  }

  @Override
  public void secretUsed(String profile, String secret) {
    each(events -> events.secretUsed(profile, secret));
  }

  @Override
  public void stopped(Instant since, Duration took, boolean cut) {
    each(events -> events.stopped(since, took, cut));
  }

  @Override
  public void secretRefused(String profile) {
    each(events -> events.secretRefused(profile));
  }

  @Override
  public void callerRefused(String profile, @Nullable Long uid, String unknown) {
    each(events -> events.callerRefused(profile, uid, unknown));
  }

  @Override
  public void secretGuessed() {
    each(BrokerEvents::secretGuessed);
  }

  @Override
  public void acceptFailed(String why) {
    each(events -> events.acceptFailed(why));
  }

  private void each(Consumer<BrokerEvents> telling) {
    for (BrokerEvents target : targets) {
      try {
        telling.accept(target);
      } catch (RuntimeException e) {
        if (!threw) {
          threw = true;
          thrown.accept(e);
        }
      }
    }
  }
}
