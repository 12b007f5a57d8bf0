package dev.stsbroker.telemetry;

import dev.stsbroker.credential.IdentityState;
import dev.stsbroker.credential.IdentityState.Standing;
import dev.stsbroker.credential.IdentityState.Trouble;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.text.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;

/**
 * Logs the identities' problems: one line when a problem begins, and one when it is over. In
 * between nothing is logged, unless there is another problem.
 */
final class IdentityLog implements BrokerEvents {
  private static final Logger IDENTITY = OneLine.named("identity");

  /** Different troubles of one identity that are told before it is well again. */
  private static final int MOST_TROUBLES = 10;

  private final Set<String> cutDurations = new HashSet<>();
  private final Map<String, Set<String>> troubles = new HashMap<>();
  private final Set<String> kept = new TreeSet<>();

  @Override
  public void identitiesConfigured(Map<String, String> types) {
    troubles.keySet().removeIf(name -> !types.containsKey(name) && name.indexOf(':') < 0);
    kept.retainAll(types.keySet());
  }

  @Override
  public void identityRotated(String identity) {
    IDENTITY
        .atInfo()
        .addKeyValue("identity", identity)
        .addKeyValue("outcome", "ok")
        .log("another key is used");
  }

  /** At debug: the identity's state says so as well. */
  @Override
  public void identityNotRotated(String identity, String code, String message) {
    IDENTITY
        .atDebug()
        .addKeyValue("identity", identity)
        .addKeyValue("outcome", code)
        .log("the new key is not used: " + message);
  }

  @Override
  public void identityFound(String identity, String type) {
    IDENTITY.atInfo().addKeyValue("identity", identity).addKeyValue("type", type).log("found");
  }

  @Override
  public void identityState(IdentityState state) {
    Trouble trouble = state.trouble();
    if (state.standing() == Standing.KEPT) {
      kept.add(state.identity());
    } else {
      kept.remove(state.identity());
    }
    if (trouble != null) {
      Set<String> told = troubles.computeIfAbsent(state.identity(), absent -> new HashSet<>());
      if (told.size() < MOST_TROUBLES && told.add(state.standing() + trouble.sentence())) {
        warn(state, trouble);
      }
    } else if (troubles.remove(state.identity()) != null) {
      IDENTITY
          .atInfo()
          .addKeyValue("identity", state.identity())
          .addKeyValue("state", state.standing().label())
          .log(
              state.standing() == Standing.OK
                  ? "well again"
                  : "nothing is known to be wrong any more; STS has not been asked about it yet");
    }
  }

  @Override
  public void stopped(Instant since, Duration took, boolean cut) {
    kept.forEach(
        identity ->
            IDENTITY
                .atWarn()
                .addKeyValue("identity", identity)
                .log("the key that was used is gone: what is there now could not be used"));
  }

  private static void warn(IdentityState state, Trouble trouble) {
    var line =
        IDENTITY
            .atWarn()
            .addKeyValue("identity", state.identity())
            .addKeyValue("state", state.standing().label())
            .addKeyValue("code", trouble.code());
    if (trouble.requestId() != null) {
      line = line.addKeyValue("request", trouble.requestId());
    }
    line.log(String.valueOf(state.line()));
  }

  @Override
  public void durationCut(String identity, String role, Duration asked, Duration given) {
    if (cutDurations.add(identity + " " + role)) {
      IDENTITY
          .atWarn()
          .addKeyValue("identity", identity)
          .addKeyValue("role", role)
          .log(
              "STS gives {} s at most to a caller that is a session itself, where {} s were asked"
                  + " for",
              given.toSeconds(),
              asked.toSeconds());
    }
  }
}
