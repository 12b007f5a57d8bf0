package dev.stsbroker.app;

import static dev.stsbroker.testing.TestingBroker.await;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.config.TestingConfig;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.http.HttpSettings;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.sandbox.Sandbox;
import dev.stsbroker.sandbox.settings.SandboxSettings;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.sts.SessionRequest;
import dev.stsbroker.sts.StsSettings;
import dev.stsbroker.time.Timing;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A broker in a cloud where nothing has a key: pods have tokens, the instance has a role. All of it
 * over real sockets and in real time, with deadlines that no machine is too slow for.
 */
final class KeylessBroker {
  static final String ACCOUNT = "acs:ram::1234567890123456:";
  static final String PROVIDER = ACCOUNT + "oidc-provider/ack";
  static final String SUBJECT = "system:serviceaccount:jobs:etl";

  private static final String CLOUD =
      """
      {"sts": "127.0.0.1:0", "metadata": "127.0.0.1:0", "chainedSessionLimit": "1h",
       "instanceRole": "acs:ram::1234567890123456:role/node",
       "accounts": [{"id": "1234567890123456",
        "users": [{"name": "alice", "accessKeyId": "LTAI5tEmulatorKey",
                   "accessKeySecret": "emulatorSecret"}],
        "oidcProviders": [{"name": "ack", "issuer": "https://oidc.example.com/c1"}],
        "roles": [
         {"name": "pod", "maxSessionDuration": "12h",
          "policies": [{"Version": "1", "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]}],
          "trustPolicy": {"Version": "1", "Statement": [
           {"Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"Federated": ["acs:ram::1234567890123456:oidc-provider/ack"]},
            "Condition": {"StringEquals": {"oidc:sub": "system:serviceaccount:jobs:etl"}}}]}},
         {"name": "node", "maxSessionDuration": "12h",
          "policies": [{"Version": "1", "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]}],
          "trustPolicy": {"Version": "1", "Statement": [
           {"Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"Service": ["ecs.aliyuncs.com"]}}]}},
         {"name": "middle", "maxSessionDuration": "12h",
          "policies": [{"Version": "1", "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]}]},
         {"name": "data", "maxSessionDuration": "12h"}]}]}
      """;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Sandbox sandbox;
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable BrokerApp app;

  KeylessBroker() throws Exception {
    sandbox =
        new Sandbox(vertx, SandboxSettings.parse(new JsonObject(CLOUD)), InstantSource.system());
    await(sandbox.start());
  }

  /** Runs a broker here, and waits until it has asked for everything once. */
  void start(SourceSettings identity, Map<String, String> variables, Profile... profiles)
      throws Exception {
    PatientScheduler scheduler = new PatientScheduler(new VertxScheduler(vertx));
    Timing timing = new Timing(InstantSource.system(), scheduler, new Random(1));
    ListenAddress anyPort = new ListenAddress("127.0.0.1", 0);
    URI endpoint = URI.create("http://127.0.0.1:" + sandbox.stsPort());
    BrokerConfig config =
        TestingConfig.of(
            new HttpSettings(List.of(anyPort), anyPort, Set.of(), false),
            new StsSettings("cn-hangzhou", false, endpoint, Duration.ofSeconds(5), 20),
            identity,
            Arrays.asList(profiles),
            null);
    BrokerApp started =
        new BrokerApp(
            config,
            new RuntimeEnvironment(timing, timing.scheduler()::nanoTime, variables::get, "test"),
            null);
    await(vertx.deployVerticle(started));
    await(started.prefetched());
    app = started;
  }

  static Profile profile(String name, String identity, String role, Duration duration) {
    SessionRequest request =
        new SessionRequest(
            new RoleArn(ACCOUNT + "role/" + role), "of-" + name, duration, null, null, null);
    return new Profile(name, identity, request, true, Duration.ZERO);
  }

  /** GETs a profile's credentials. */
  HttpResponse<String> get(String profile) throws Exception {
    int port = Objects.requireNonNull(app).addresses().get(0).port();
    URI uri = URI.create("http://127.0.0.1:" + port + "/credentials/" + profile);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** GETs a profile's credentials until there are some, for at most a minute. */
  HttpResponse<String> eventually(String profile) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    HttpResponse<String> answer = get(profile);
    while (answer.statusCode() != 200 && System.nanoTime() < end) {
      answer = get(profile);
    }
    return answer;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /** Where the metadata service is. */
  URI metadata() {
    return URI.create("http://127.0.0.1:" + sandbox.metadata().orElseThrow().port());
  }

  /** The calls STS got: action and outcome. */
  List<String> calls() {
    return sandbox.cloud().calls().stream()
        .map(call -> call.action() + " " + call.sessionName() + " " + call.outcome())
        .toList();
  }

  void close() throws Exception {
    await(vertx.close());
  }
}
