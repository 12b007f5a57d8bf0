package dev.stsbroker.sdk;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.preset.Preset;
import dev.stsbroker.sandbox.SandboxOss;
import dev.stsbroker.sts.SessionRequest;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;

/** Profiles whose sessions OSS clients work with, and the OSS they work on. */
final class OssBroker {
  static final String BUCKET = "my-bucket";

  private OssBroker() {}

  /** A profile whose sessions have what the preset of its name gives them. */
  static Profile narrowed(String preset, Map<String, String> values) {
    PolicyDocument document = Preset.named(preset).orElseThrow().render(values);
    SessionRequest request =
        new SessionRequest(
            TestingBroker.ROLE,
            "session-of-" + preset,
            Duration.ofHours(1),
            SessionPolicy.of(document),
            null,
            null);
    return new Profile(preset, "default", request, false, Duration.ZERO);
  }

  static Profile wholeBucket(String preset) {
    return narrowed(preset, Map.of("bucket", BUCKET));
  }

  static Profile prefix(String preset, String prefix) {
    return narrowed(preset, Map.of("bucket", BUCKET, "prefix", prefix));
  }

  /** The OSS, with an object in and one outside of {@code reports/}. */
  static SandboxOss filled(TestingBroker broker) {
    SandboxOss oss = oss(broker);
    oss.put(BUCKET, "reports/a.csv", Buffer.buffer("1,2,3"));
    oss.put(BUCKET, "secret/b.csv", Buffer.buffer("4,5,6"));
    return oss;
  }

  static SandboxOss oss(TestingBroker broker) {
    return broker.sandbox().oss().orElseThrow();
  }

  /** What a job of {@code src/test/node} prints of a step that the session's policy refuses. */
  static String refused(String step) {
    return "{\"step\":\""
        + step
        + "\",\"code\":\"AccessDenied\",\"status\":403,"
        + "\"message\":\"Access denied by authorizer's policy.\"}";
  }

  static String endpoint(TestingBroker broker) {
    return "http://127.0.0.1:" + oss(broker).port();
  }
}
