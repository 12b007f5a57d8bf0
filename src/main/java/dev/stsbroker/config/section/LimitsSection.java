package dev.stsbroker.config.section;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.config.section.MemoryPlan.Asked;
import dev.stsbroker.config.section.MemoryPlan.Means;
import dev.stsbroker.config.setting.Settings;
import java.util.List;

/** Reads how many sessions and connections there may be, and whether they fit the heap. */
public final class LimitsSection {
  private static final long MIB = 1024 * 1024;

  private final Settings settings;
  private final Means means;

  public LimitsSection(Settings settings, Means means) {
    this.settings = settings;
    this.means = means;
  }

  /** The plan; a problem is reported if it does not fit. */
  public MemoryPlan read() {
    Asked asked = new Asked(settings.number("sessions", 0), settings.number("connections", 0));
    MemoryPlan plan = MemoryPlan.of(means, asked);
    if (!asked.equals(Asked.NOTHING) && plan.bytes() > MemoryPlan.share(means.heap())) {
      settings.problem(
          asked.sessions() == 0 ? "connections" : "sessions",
          "%d sessions and %d + %d connections take up to %d MiB (expected: at most %d MiB, what a heap of %d MiB has for them; STS_BROKER_JAVA_OPTS=%s is enough)"
              .formatted(
                  plan.sessions(),
                  plan.jobConnections(),
                  plan.adminConnections(),
                  plan.bytes() / MIB + 1,
                  MemoryPlan.share(means.heap()) / MIB,
                  means.heap() / MIB,
                  MemoryPlan.fitting(means, asked)));
    }
    return plan;
  }

  /** Reports a problem if the sessions that are kept for good do not fit the heap. */
  public static void checkPrefetched(Settings root, List<Profile> profiles, Means means) {
    long kept = profiles.stream().filter(Profile::prefetch).count();
    long most = means.heap() / 4 / MemoryPlan.SESSION_BYTES;
    if (kept > most) {
      root.plain(
          "profiles",
          "%d are prefetched (expected: at most %d, what a heap of %d MiB has room for; STS_BROKER_JAVA_OPTS=%s is enough)"
              .formatted(
                  kept,
                  most,
                  means.heap() / MIB,
                  MemoryPlan.option(4 * kept * MemoryPlan.SESSION_BYTES)));
    }
  }
}
