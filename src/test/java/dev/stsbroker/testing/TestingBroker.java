package dev.stsbroker.testing;

import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.app.BrokerApp;
import dev.stsbroker.app.RuntimeEnvironment;
import dev.stsbroker.app.VertxScheduler;
import dev.stsbroker.audit.AuditSettings;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.broker.ProfileStatus;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.config.TestingConfig;
import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.http.HttpSettings;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.http.connection.ListenTransport;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.trust.TrustPolicy;
import dev.stsbroker.sandbox.Sandbox;
import dev.stsbroker.sandbox.account.Account;
import dev.stsbroker.sandbox.account.Role;
import dev.stsbroker.sandbox.account.User;
import dev.stsbroker.sandbox.oss.store.Bucket;
import dev.stsbroker.sandbox.settings.OssSettings;
import dev.stsbroker.sandbox.settings.OssSettings.FilledBucket;
import dev.stsbroker.sandbox.settings.SandboxSettings;
import dev.stsbroker.sandbox.sts.SandboxCloud;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.sink.SinkSettings;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.sts.SessionRequest;
import dev.stsbroker.sts.StsSettings;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole broker on free ports with an STS of its own, both over real sockets; on real time, or on
 * time that a test moves by hand.
 */
public final class TestingBroker implements AutoCloseable {
  public static final String ACCOUNT = "1234567890123456";
  public static final RoleArn ROLE = new RoleArn("acs:ram::" + ACCOUNT + ":role/oss-admin");
  public static final AccessKey KEY =
      new AccessKey("LTAI5tTestKey", Secret.of("the-secret-of-the-test-key"), null);
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** How long a call to STS may take on real time: no machine is too slow for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final ListenAddress ANY_PORT = new ListenAddress("127.0.0.1", 0);
  private static final SourceSettings KEY_IDENTITY = new SourceSettings.InlineKey("default", KEY);

  private final Vertx vertx;
  private final Sandbox sandbox;
  private final BrokerApp app;
  private final @Nullable ManualTime time;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestingBroker(Vertx vertx, Sandbox sandbox, BrokerApp app, @Nullable ManualTime time) {
    this.vertx = vertx;
    this.sandbox = sandbox;
    this.app = app;
    this.time = time;
  }

  /** A profile of that name which holds the whole role for an hour. */
  public static Profile profile(String name, boolean prefetch) {
    return profile(name, prefetch, Duration.ofHours(1));
  }

  /** A profile of that name which holds the whole role for {@code duration}. */
  public static Profile profile(String name, boolean prefetch, Duration duration) {
    SessionRequest request =
        new SessionRequest(ROLE, "session-of-" + name, duration, null, null, null);
    return new Profile(name, "default", request, prefetch, Duration.ZERO);
  }

  /** On real time. */
  public static TestingBroker start(Profile... profiles) throws Exception {
    return start(new Place(vertx(), null, ANY_PORT), Pod.signingWith(KEY_IDENTITY), profiles);
  }

  /** On time that stands still at {@link #START} until the test moves it. */
  public static TestingBroker startOnManualTime(Profile... profiles) throws Exception {
    return startOnManualTime(START, profiles);
  }

  /** On time that stands still at {@code start} until the test moves it. */
  public static TestingBroker startOnManualTime(Instant start, Profile... profiles)
      throws Exception {
    return startOnManualTime(start, Pod.signingWith(KEY_IDENTITY), profiles);
  }

  /** On time that stands still at {@code start}, its job listener at {@code address}. */
  public static TestingBroker startOnManualTimeAt(
      ListenAddress address, Instant start, Profile... profiles) throws Exception {
    return start(stillAt(start, address), Pod.signingWith(KEY_IDENTITY), profiles);
  }

  /** On time that stands still at {@code start} until the test moves it, in a pod. */
  public static TestingBroker startOnManualTime(Instant start, Pod pod, Profile... profiles)
      throws Exception {
    return start(stillAt(start, ANY_PORT), pod, profiles);
  }

  /** On time that stands still at {@link #START}, with an audit and guarded profiles. */
  public static TestingBroker startAuditing(
      AuditSettings audit, Map<String, CallerSecrets> secrets, Profile... profiles)
      throws Exception {
    Place still = stillAt(START, ANY_PORT);
    return start(
        new Place(still.vertx(), still.time(), ANY_PORT, List.of(), secrets, false, audit),
        Pod.signingWith(KEY_IDENTITY),
        profiles);
  }

  /** On real time, with another identity. */
  public static TestingBroker startAs(SourceSettings identity, Profile... profiles)
      throws Exception {
    return start(new Place(vertx(), null, ANY_PORT), Pod.signingWith(identity), profiles);
  }

  /** On real time, its job listener at {@code address}. */
  public static TestingBroker startAt(ListenAddress address, Profile... profiles) throws Exception {
    return start(new Place(vertx(), null, address), Pod.signingWith(KEY_IDENTITY), profiles);
  }

  /** On real time, with credentials kept in files as well. */
  public static TestingBroker startKeeping(List<SinkSettings> files, Profile... profiles)
      throws Exception {
    return start(
        new Place(vertx(), null, ANY_PORT, files, Map.of(), false, null),
        Pod.signingWith(KEY_IDENTITY),
        profiles);
  }

  /** On real time, its profiles named in {@code secrets} open to callers with those alone. */
  public static TestingBroker startGuarded(Map<String, CallerSecrets> secrets, Profile... profiles)
      throws Exception {
    return startGuarded(secrets, false, profiles);
  }

  /** As {@link #startGuarded(Map, Profile...)}, its metadata perhaps with tokens alone. */
  public static TestingBroker startGuarded(
      Map<String, CallerSecrets> secrets, boolean tokens, Profile... profiles) throws Exception {
    return start(
        new Place(vertx(), null, ANY_PORT, List.of(), secrets, tokens, null),
        Pod.signingWith(KEY_IDENTITY),
        profiles);
  }

  /** On the event loop, as everything is; the clock moves on when the action has run. */
  public static void runAndWait(Vertx vertx, Runnable action) {
    CompletableFuture<Void> ran = new CompletableFuture<>();
    vertx.runOnContext(
        now -> {
          action.run();
          ran.complete(null);
        });
    ran.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static Place stillAt(Instant start, ListenAddress address) {
    Vertx vertx = vertx();
    return new Place(vertx, new ManualTime(start, action -> runAndWait(vertx, action)), address);
  }

  private static Vertx vertx() {
    return ListenTransport.vertx(new VertxOptions().setEventLoopPoolSize(1));
  }

  private static TestingBroker start(Place place, Pod pod, Profile... profiles) throws Exception {
    Vertx vertx = place.vertx();
    ManualTime time = place.time();
    InstantSource clock = time == null ? InstantSource.system() : time;
    Timing timing =
        time == null ? new Timing(clock, new VertxScheduler(vertx), new Random(1)) : time.timing(1);
    LongSupplier sinceBoot = time == null ? timing.scheduler()::nanoTime : time::sinceBoot;
    Sandbox sandbox = new Sandbox(vertx, cloud(), time == null ? clock : time::elsewhere);
    await(sandbox.start());
    pod.before().accept(sandbox.cloud());
    BrokerConfig config = config(place, sandbox.stsPort(), pod.identity(), Arrays.asList(profiles));
    BrokerApp app =
        new BrokerApp(
            config, new RuntimeEnvironment(timing, sinceBoot, pod.variables()::get, "test"), null);
    await(vertx.deployVerticle(app));
    await(app.prefetched());
    return new TestingBroker(vertx, sandbox, app, time);
  }

  public static SandboxSettings cloud() {
    User user = new User("sts-broker", KEY, true, List.of(everything()));
    Account account = new Account(ACCOUNT, List.of(user), List.of(adminRole()));
    List<FilledBucket> buckets =
        Stream.of("my-bucket", "other-bucket")
            .map(
                name ->
                    new FilledBucket(
                        new Bucket(name, ACCOUNT, "cn-hangzhou", Set.of("*")), Map.of()))
            .toList();
    return new SandboxSettings("127.0.0.1", 0, List.of(account), null)
        .with(new OssSettings("127.0.0.1", 0, buckets));
  }

  /** The role behind {@link #ROLE}. */
  public static Role adminRole() {
    TrustPolicy trust =
        TrustPolicy.parse(
            """
            {"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
             "Principal":{"RAM":["acs:ram::%s:root"]}}]}"""
                .formatted(ACCOUNT));
    List<PolicyDocument> policies = List.of(everything());
    return new Role("oss-admin", "300000000000000001", trust, policies, Duration.ofHours(12));
  }

  public static PolicyDocument everything() {
    return PolicyDocument.parse(
        "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}");
  }

  private static BrokerConfig config(
      Place place, int stsPort, SourceSettings identity, List<Profile> profiles) {
    StsSettings sts =
        new StsSettings(
            "cn-hangzhou",
            false,
            URI.create("http://127.0.0.1:" + stsPort),
            place.time() == null ? PATIENCE : Duration.ofSeconds(5),
            20);
    BrokerConfig bare =
        TestingConfig.of(
            new HttpSettings(List.of(place.address()), ANY_PORT, Set.of(), place.tokens()),
            sts,
            identity,
            profiles,
            profiles.size() == 1 ? profiles.get(0).name() : null);
    return TestingConfig.audited(
        TestingConfig.with(bare, place.files(), place.secrets()), place.audit());
  }

  /** The emulated cloud. */
  public Sandbox sandbox() {
    return sandbox;
  }

  /** The clock and timers; fails on real time. */
  public ManualTime time() {
    if (time == null) {
      throw new AssertionError("this broker runs on real time");
    }
    return time;
  }

  /** The job listener's port. */
  public int port() {
    return app.addresses().get(0).port();
  }

  /** The admin listener's port. */
  public int adminPort() {
    return app.addresses().get(app.addresses().size() - 1).port();
  }

  /** The URL of a path of the job listener. */
  public URI url(String path) {
    return URI.create("http://" + app.addresses().get(0) + path);
  }

  /** GETs a path of the job listener. */
  public HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(url(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** GETs a path of the job listener until it answers with {@code status}, 60 s; the body. */
  public String eventually(String path, int status) throws Exception {
    String[] body = {""};
    Waiting.until(
        path + " answers " + status,
        () -> {
          HttpResponse<String> answer = get(path);
          body[0] = answer.body();
          return answer.statusCode() == status;
        });
    return body[0];
  }

  /** GETs a path of the job listener without waiting for the answer. */
  public CompletableFuture<HttpResponse<String>> getAsync(String path) {
    HttpRequest request = HttpRequest.newBuilder(url(path)).timeout(Duration.ofSeconds(60)).build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Each profile as it stands, without the cost of a request. */
  List<ProfileStatus> profiles() throws Exception {
    return await(app.profiles());
  }

  /** GETs a path of the admin listener. */
  public HttpResponse<String> admin(String path) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + adminPort() + path);
    return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The value of a series as the metrics page writes it, labels included; null if it has none. */
  public @Nullable Double metric(String series) throws Exception {
    List<String> lines = new ArrayList<>(admin("/metrics").body().lines().toList());
    return lines.stream()
        .filter(line -> line.startsWith(series + " "))
        .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(null);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** The outcome of {@code future}, waited for at most 60 s. */
  public static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** Where and when a broker runs; on real time, if {@code time} is null. */
  private record Place(
      Vertx vertx,
      @Nullable ManualTime time,
      ListenAddress address,
      List<SinkSettings> files,
      Map<String, CallerSecrets> secrets,
      boolean tokens,
      @Nullable AuditSettings audit) {
    Place(Vertx vertx, @Nullable ManualTime time, ListenAddress address) {
      this(vertx, time, address, List.of(), Map.of(), false, null);
    }
  }

  /**
   * What a broker finds where it starts.
   *
   * @param identity what it signs with
   * @param variables of its environment
   * @param before happens to the cloud before the broker starts
   */
  public record Pod(
      SourceSettings identity, Map<String, String> variables, Consumer<SandboxCloud> before) {
    static Pod signingWith(SourceSettings identity) {
      return new Pod(identity, Map.of(), cloud -> {});
    }
  }
}
