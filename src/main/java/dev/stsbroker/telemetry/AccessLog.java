package dev.stsbroker.telemetry;

import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.text.OneLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs which callers were let in and which were refused, each once: the gate tells no more; and
 * whether the audit is written.
 */
final class AccessLog implements BrokerEvents {
  private static final Logger AUDIT = OneLine.named("audit");

  @Override
  public void secretUsed(String profile, String secret) {
    AUDIT.atInfo().addKeyValue("profile", profile).addKeyValue("secret", secret).log("first use");
  }

  @Override
  public void secretRefused(String profile) {
    AUDIT
        .atWarn()
        .addKeyValue("profile", profile)
        .log("a caller without the profile's secret was refused; further ones are only counted");
  }

  @Override
  public void callerRefused(String profile, @Nullable Long uid, String unknown) {
    AUDIT
        .atWarn()
        .addKeyValue("profile", profile)
        .addKeyValue("uid", uid == null ? "unknown" : uid)
        .log(
            "a caller of another user or group was refused{}; further ones are only counted",
            uid == null ? ": " + unknown : "");
  }

  @Override
  public void auditFailed(String place, String cause, String why) {
    AUDIT
        .atError()
        .addKeyValue("place", place)
        .addKeyValue("cause", cause)
        .log("audit lines are not written, and tried again: {}", why);
  }

  @Override
  public void auditRecovered(String place, long lost) {
    AUDIT
        .atWarn()
        .addKeyValue("place", place)
        .addKeyValue("lost", lost)
        .log("audit lines are written again");
  }

  @Override
  public void secretGuessed() {
    AUDIT.warn("a caller presented a secret that is no profile's; further ones are only counted");
  }
}
