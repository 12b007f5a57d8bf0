package dev.stsbroker.telemetry;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.event.CallerFacts;
import dev.stsbroker.event.ConfigDifference;
import dev.stsbroker.event.ConfigState;
import dev.stsbroker.event.SessionFacts;
import dev.stsbroker.text.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs the broker's events: every issued session, the first failure of each kind, and the recovery.
 * Between failure and recovery nothing is logged at the default level, however long that takes.
 */
final class EventLog implements BrokerEvents {
  private static final Logger AUDIT = OneLine.named("audit");
  private static final Logger REFRESH = OneLine.named("refresh");

  private static final Logger CONFIG = OneLine.named("config");
  private static final Logger FILES = OneLine.named("files");
  private static final Logger SERVE = OneLine.named("serve");
  private static final Logger CLOCK = OneLine.named("clock");
  private static final Logger LISTEN = OneLine.named("listen");

  /**
   * STS refuses signatures that are 15 min off; half a minute is what no synchronised clock is off.
   */
  private static final Duration WORTH_A_WARNING = Duration.ofSeconds(30);

  private final Map<String, String> failing = new HashMap<>();
  private final Set<String> oddLives = new HashSet<>();
  private final Map<String, Set<String>> unwritten = new HashMap<>();
  private Set<String> warned = Set.of();

  /** Bytes of the lines that tell what a reload changes. */
  private static final int MOST_DIFFERENCE_BYTES = 50_000;

  /** The problems told last; empty if what came after was applied. */
  private String refused = "";

  private @Nullable ConfigState configuration;
  private boolean skewed;
  private final Seldom seldom;

  EventLog(Seldom seldom) {
    this.seldom = seldom;
  }

  @Override
  public void rejected(String contract, String reason) {
    if (reason.equals(TOO_MANY_CONNECTIONS)) {
      boolean admin = contract.equals(ADMIN);
      tellSeldom(
          reason + contract,
          "connections to the "
              + (admin ? "admin listener" : "job listeners")
              + " were too many;"
              + " those quiet longest were closed, or new ones refused");
    }
  }

  @Override
  public void acceptFailed(String why) {
    tellSeldom("acceptFailed", "connections could not be accepted: " + why);
  }

  private void tellSeldom(String kind, String sentence) {
    long times = seldom.count(kind);
    if (times > 0) {
      LISTEN.atWarn().addKeyValue("times", times).log(sentence);
    }
  }

  /** Calls to STS under way. */
  private int calls;

  @Override
  public void refreshed(Issuance issuance) {
    LoggingEventBuilder line = AUDIT.atInfo().addKeyValue("profile", issuance.profile());
    SessionFacts session = issuance.session();
    for (var one : new TreeMap<>(session.parameters()).entrySet()) {
      String name = one.getKey();
      // What the kernel told of the caller, whose names have a dot, is no job's word.
      line = line.addKeyValue(name.indexOf('.') < 0 ? "param." + name : name, one.getValue());
    }
    CallerFacts caller = issuance.caller();
    if (caller != null && caller.secretName() != null) {
      line = line.addKeyValue("secret", caller.secretName());
    }
    line.addKeyValue("session", session.sessionName())
        .addKeyValue("accessKeyId", session.accessKeyId())
        .addKeyValue("expires", session.expiresAt())
        .addKeyValue("request", session.requestId())
        .log("issued");
    if (failing.remove(issuance.profile()) != null) {
      REFRESH.atInfo().addKeyValue("profile", issuance.profile()).log("refreshes work again");
    }
    if (issuance.oddLife() != null && oddLives.add(issuance.profile())) {
      REFRESH
          .atWarn()
          .addKeyValue("profile", issuance.profile())
          .log(
              "STS gave {} s of life where {} s were asked for; refreshes follow what it gave",
              issuance.life().toSeconds(),
              issuance.oddLife().toSeconds());
    }
  }

  @Override
  public void refreshFailed(String profile, CredentialException failure, int consecutive) {
    boolean news = !Objects.equals(failing.put(profile, failure.code()), failure.code());
    REFRESH
        .atLevel(news ? Level.WARN : Level.DEBUG)
        .addKeyValue("profile", profile)
        .addKeyValue("code", failure.code())
        .addKeyValue("failures", consecutive)
        .log(failure.told());
  }

  @Override
  public void configApplied(ConfigState state, List<String> warnings, ConfigDifference difference) {
    configuration = state;
    tell(state, difference);
    // Warnings that were there before the reload are not logged again.
    warnings.stream().filter(warning -> !warned.contains(warning)).forEach(CONFIG::warn);
    warned = Set.copyOf(warnings);
    refused = "";
    CONFIG.atInfo().addKeyValue("generation", state.generation()).log("configuration applied");
  }

  @Override
  public void configUnchanged(ConfigState state) {
    configuration = state;
    boolean over = !refused.isEmpty();
    refused = "";
    CONFIG
        .atInfo()
        .addKeyValue("generation", state.generation())
        .log(
            over
                ? "the refusal is over: the file says again what runs, nothing has changed"
                : "configuration read again, nothing has changed");
  }

  private static void tell(ConfigState state, ConfigDifference difference) {
    ConfigDifference.Told told = difference.told(MOST_DIFFERENCE_BYTES);
    for (ConfigDifference.Line line : told.lines()) {
      CONFIG
          .atLevel(line.warns() ? Level.WARN : Level.INFO)
          .addKeyValue("generation", state.generation())
          .log(line.toString());
    }
    if (told.more() > 0) {
      CONFIG
          .atLevel(told.warnings() > 0 ? Level.WARN : Level.INFO)
          .addKeyValue("generation", state.generation())
          .log(told.rest());
    }
  }

  @Override
  public void configRefused(ConfigState state, String problems) {
    configuration = state;
    if (problems.equals(refused)) {
      CONFIG.warn("configuration refused for the same reasons as before, the running one stays");
      return;
    }
    refused = problems;
    // One line for each, so that every one has its time and level.
    problems
        .lines()
        .forEach(one -> CONFIG.warn("configuration refused, the running one stays: {}", one));
  }

  @Override
  public void limits(int sessions, int jobConnections, int adminConnections) {
    CONFIG
        .atInfo()
        .addKeyValue("heapMiB", Runtime.getRuntime().maxMemory() >> 20)
        .addKeyValue("sessions", sessions)
        .addKeyValue("jobConnections", jobConnections)
        .addKeyValue("adminConnections", adminConnections)
        .log("bounds that fit the heap and the file limit");
  }

  @Override
  public void clockSkew(Duration ahead) {
    boolean off = ahead.abs().compareTo(WORTH_A_WARNING) > 0;
    if (off && !skewed) {
      CLOCK
          .atWarn()
          .addKeyValue("seconds", ahead.toSeconds())
          .log(
              "the local clock is {} STS's; the broker makes up for it, jobs do not: synchronise it"
                  + " (chrony, ntpd)",
              ahead.isNegative() ? "behind" : "ahead of");
    } else if (!off && skewed) {
      CLOCK.atInfo().log("the local clock agrees with STS's again");
    }
    skewed = off;
  }

  @Override
  public void timeJumped(Duration duration) {
    CLOCK
        .atWarn()
        .addKeyValue("seconds", duration.toSeconds())
        .log("time jumped, as after a suspend; refreshes are planned anew");
  }

  @Override
  public void profilesConfigured(Set<String> profiles) {
    failing.keySet().retainAll(profiles);
    oddLives.retainAll(profiles);
  }

  @Override
  public void stopped(Instant since, Duration took, boolean cut) {
    ConfigState.Refusal refusal = configuration == null ? null : configuration.standing();
    if (refusal != null && refusal.nextTryAt() == null) {
      CONFIG
          .atWarn()
          .addKeyValue("since", refusal.since())
          .log("the configuration in the file is refused: a start with it fails");
    }
    SERVE
        .atInfo()
        .addKeyValue("since", since)
        .addKeyValue("millis", took.toMillis())
        .addKeyValue("stsCallsCut", calls)
        .log(
            cut
                ? "stopped; requests still under way were cut"
                : "stopped; every request was answered");
  }

  @Override
  public void callStarted(String action) {
    calls++;
  }

  @Override
  public void callEnded(String action, String outcome, Duration took) {
    calls--;
  }

  @Override
  public void fileWritten(String profile, String path) {
    if (unwritten.remove(path) != null) {
      FILES.atInfo().addKeyValue("profile", profile).addKeyValue("path", path).log("written again");
    }
  }

  @Override
  public void fileNotWritten(String profile, String path, String cause, String why) {
    boolean news = unwritten.computeIfAbsent(path, absent -> new HashSet<>()).add(cause);
    FILES
        .atLevel(news ? Level.WARN : Level.DEBUG)
        .addKeyValue("profile", profile)
        .addKeyValue("path", path)
        .addKeyValue("cause", cause)
        .log("not written, and tried again: {}", why);
  }

  @Override
  public void fileNotRemoved(String profile, String path, String why) {
    FILES
        .atWarn()
        .addKeyValue("profile", profile)
        .addKeyValue("path", path)
        .log("not removed: {}", why);
  }
}
