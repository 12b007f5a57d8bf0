package dev.stsbroker.testing;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.broker.Recipe;
import dev.stsbroker.parameter.FillableText;
import dev.stsbroker.parameter.Parameters;
import dev.stsbroker.parameter.ValuePattern;
import dev.stsbroker.policy.preset.PolicyTemplate;
import dev.stsbroker.policy.preset.Preset;
import dev.stsbroker.sts.SessionRequest;
import java.time.Duration;
import java.util.Map;

/** A profile that many jobs share: each names itself and has a prefix of its own. */
public final class JobScratch {
  private JobScratch() {}

  /**
   * Hour-long sessions {@code job-<job>} that may do below {@code jobs/<job>/} what {@code preset}
   * gives.
   */
  public static Profile profile(String name, String preset, String bucket) {
    return profile(name, preset, bucket, Duration.ofHours(1));
  }

  /** The same, for {@code duration}. */
  public static Profile profile(String name, String preset, String bucket, Duration duration) {
    FillableText session = new FillableText("job-${param.job}");
    SessionRequest common =
        new SessionRequest(TestingBroker.ROLE, session.text(), duration, null, null, null);
    PolicyTemplate policy =
        PolicyTemplate.of(
            Preset.named(preset).orElseThrow(),
            Map.of("bucket", bucket, "prefix", "jobs/${param.job}/"));
    Parameters parameters = new Parameters(Map.of("job", ValuePattern.parse("[a-z0-9-]{1,40}")));
    Recipe recipe = new Recipe.Fillable(common, parameters, session, null, policy);
    return new Profile(name, "default", recipe, false, Duration.ZERO);
  }
}
