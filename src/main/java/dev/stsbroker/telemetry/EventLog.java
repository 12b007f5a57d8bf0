package dev.stsbroker.telemetry;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.event.BrokerEvents;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes down what an operator wants to read later: every issuance, the first failure of each kind
 * and the recovery. Between those two a failing profile is silent at the default level, however
 * long it fails.
 */
final class EventLog implements BrokerEvents {
  private static final Logger AUDIT = LoggerFactory.getLogger("audit");
  private static final Logger REFRESH = LoggerFactory.getLogger("refresh");

  private static final Logger CLOCK = LoggerFactory.getLogger("clock");

  /**
   * STS refuses signatures that are 15 min off; half a minute is what no synchronised clock is off.
   */
  private static final Duration WORTH_A_WARNING = Duration.ofSeconds(30);

  private final Map<String, String> failing = new HashMap<>();
  private final Set<String> oddLives = new HashSet<>();
  private boolean skewed;

  @Override
  public void refreshed(Issuance issuance) {
    AUDIT
        .atInfo()
        .addKeyValue("profile", issuance.profile())
        .addKeyValue("session", issuance.sessionName())
        .addKeyValue("accessKeyId", issuance.accessKeyId())
        .addKeyValue("expires", issuance.expiresAt())
        .addKeyValue("request", issuance.requestId())
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
        .log(failure.sentence());
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
}
