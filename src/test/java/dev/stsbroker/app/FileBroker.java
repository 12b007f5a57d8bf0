package dev.stsbroker.app;

import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.config.ConfigReader;
import dev.stsbroker.event.AppliedReload;
import dev.stsbroker.http.connection.ListenTransport;
import dev.stsbroker.reload.Origin;
import dev.stsbroker.sandbox.Sandbox;
import dev.stsbroker.sandbox.sts.SandboxCloud;
import dev.stsbroker.testing.ManualTime;
import dev.stsbroker.testing.PrivateFile;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.Waiting;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A broker that runs from a configuration file in a folder, with a key file beside it; on real
 * time, on which it looks at its files far more often than others do, or on time that a test moves
 * by hand.
 */
final class FileBroker implements AutoCloseable {
  static final FileBroker NONE = new FileBroker(Path.of(""), false);

  private final Path folder;
  private final Map<String, String> environment = new ConcurrentHashMap<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Vertx vertx = ListenTransport.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private volatile int port;
  private int adminPort;
  private String original = "";
  private Runnable introduction = () -> {};
  private String deployment = "";
  private Supplier<Future<AppliedReload>> reloading = () -> Future.failedFuture("not started");
  private volatile boolean reading;
  private volatile Future<Void> gate = Future.succeededFuture();
  private final @Nullable ManualTime time;
  private @Nullable Sandbox sandbox;
  private @Nullable FrequentLooks looks;

  private FileBroker(Path folder, boolean still) {
    this.folder = folder;
    this.time = still ? stillTime(vertx) : null;
  }

  private static ManualTime stillTime(Vertx vertx) {
    return new ManualTime(
        InstantSource.system().instant(), action -> TestingBroker.runAndWait(vertx, action));
  }

  /** On time that stands still until the test moves it: files are looked at when told to. */
  static FileBroker startOnManualTime(Path folder) throws Exception {
    FileBroker broker = new FileBroker(folder, true);
    broker.begin(begun -> {});
    return broker;
  }

  static FileBroker start(Path folder) throws Exception {
    return start(folder, broker -> {});
  }

  /**
   * @param meanwhile happens after the configuration was read and before the broker starts
   */
  static FileBroker start(Path folder, Meanwhile meanwhile) throws Exception {
    FileBroker broker = new FileBroker(folder, false);
    broker.begin(meanwhile);
    return broker;
  }

  private void begin(Meanwhile meanwhile) throws Exception {
    Sandbox cloud = new Sandbox(vertx, TestingBroker.cloud(), InstantSource.system());
    sandbox = cloud;
    TestingBroker.await(cloud.start());
    writeKey(TestingBroker.KEY.id(), TestingBroker.KEY.secret().reveal());
    original =
        """
        listen: [127.0.0.1:0]
        admin: 127.0.0.1:0
        sts: {endpoint: 'http://127.0.0.1:%d'%s}
        identities:
          main: {type: accessKeyFile, file: key.json}
        profiles:
          reader: {roleArn: 'acs:ram::1234567890123456:role/oss-admin'}
        """
            // On real time no machine is too slow for a call.
            .formatted(cloud.stsPort(), time == null ? ", timeout: 60s" : "");
    write(original);
    ConfigReader reader = new ConfigReader(environment::get, "host");
    BrokerConfig config = TestingBroker.await(reader.load(vertx, file()));
    meanwhile.happen(this);
    Origin origin =
        new Origin(
            file(),
            running -> {
              reading = true;
              return gate.compose(open -> reader.reload(vertx, file(), running));
            });
    BrokerApp app = new BrokerApp(config, surroundings(), origin);
    deployment = TestingBroker.await(vertx.deployVerticle(app));
    TestingBroker.await(app.prefetched());
    introduction = app::introduce;
    reloading = app::reload;
    port = app.addresses().get(0).port();
    adminPort = app.addresses().get(1).port();
  }

  private RuntimeEnvironment surroundings() {
    ManualTime still = time;
    return still == null
        ? lookingOften(RuntimeEnvironment.real(vertx))
        : new RuntimeEnvironment(still.timing(1), still::sinceBoot, name -> null, "test");
  }

  private RuntimeEnvironment lookingOften(RuntimeEnvironment real) {
    Timing timing = real.timing();
    FrequentLooks often = new FrequentLooks(timing.scheduler());
    looks = often;
    return new RuntimeEnvironment(
        new Timing(timing.clock(), often, timing.random()),
        real.sinceBoot(),
        real.environment(),
        real.version());
  }

  /** Reloads that are begun from now on end their reading no earlier than {@code gate} opens. */
  void holdReading(Future<Void> opened) {
    gate = opened;
    reading = false;
  }

  /** What SIGHUP does; begun before whatever the broker is told after this. */
  Future<AppliedReload> reload() {
    return reloading.get();
  }

  void eventuallyReads() throws Exception {
    Waiting.until("a reload has begun", () -> reading);
  }

  /** Tells the broker to stop, and not what it runs on; completes when it has stopped. */
  Future<Void> beginStop() {
    return vertx.undeploy(deployment);
  }

  /** The clock and timers; fails on real time. */
  ManualTime time() {
    ManualTime still = time;
    if (still == null) {
      throw new AssertionError("this broker runs on real time");
    }
    return still;
  }

  /** Sets a variable for configurations that are read from now on. */
  void set(String variable, String value) {
    environment.put(variable, value);
  }

  Path file() {
    return folder.resolve("broker.yaml");
  }

  String original() {
    return original;
  }

  String config() throws IOException {
    return Files.readString(file());
  }

  /** Replaces the configuration, as editors do: a new file renamed over the old one. */
  void write(String yaml) throws IOException {
    replace(file(), yaml);
  }

  /** Replaces the key file. */
  void writeKey(String id, String secret) throws IOException {
    String json = "{\"AccessKeyId\":\"%s\",\"AccessKeySecret\":\"%s\"}".formatted(id, secret);
    replace(folder.resolve("key.json"), json);
  }

  /** The watch keeps its pace until the test waits, so that a POST is first to see the change. */
  private void hold(boolean pace) {
    FrequentLooks often = looks;
    if (often != null) {
      often.hold(pace);
    }
  }

  private void replace(Path file, String text) throws IOException {
    hold(true);
    Path next = PrivateFile.write(folder.resolve("next"), text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  SandboxCloud cloud() {
    Sandbox running = sandbox;
    if (running == null) {
      throw new AssertionError("not started");
    }
    return running.cloud();
  }

  /** Has STS asked who the identities are, as commands do once a broker has started. */
  void introduce() {
    introduction.run();
  }

  /** How many calls of {@code action} were accepted. */
  long calls(String action) {
    return cloud().succeeded(action);
  }

  int port() {
    return port;
  }

  int adminPort() {
    return adminPort;
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
  }

  HttpResponse<String> getWith(String path, String secret) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + port + path);
    return send(HttpRequest.newBuilder(url).header("Authorization", secret));
  }

  /** Replaces a file beside the configuration, with mode 0600. */
  void write(String name, String text) throws IOException {
    replace(folder.resolve(name), text);
  }

  HttpResponse<String> post(String path) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + adminPort + path);
    return send(HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.noBody()));
  }

  /** POSTs to the admin listener without waiting for the answer. */
  CompletableFuture<HttpResponse<String>> postAsync(String path) {
    URI url = URI.create("http://127.0.0.1:" + adminPort + path);
    HttpRequest request =
        HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.noBody()).build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  String eventually(String path, int status) throws Exception {
    hold(false);
    Waiting.until(path + " answers " + status, () -> get(path).statusCode() == status);
    return get(path).body();
  }

  void eventuallyOther(String path, String body) throws Exception {
    hold(false);
    Waiting.until(path + " changes", () -> !get(path).body().equals(body));
  }

  void eventuallyMetric(String series, double value) throws Exception {
    hold(false);
    Waiting.until(
        series + " is " + value,
        () ->
            metrics()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .anyMatch(line -> Double.parseDouble(line.substring(series.length())) == value));
  }

  /** Waits until no series begins with {@code start}. */
  void eventuallyGone(String start) throws Exception {
    hold(false);
    Waiting.until(
        start + " is gone", () -> metrics().lines().noneMatch(line -> line.startsWith(start)));
  }

  private String metrics() throws Exception {
    URI url = URI.create("http://127.0.0.1:" + adminPort + "/metrics");
    return send(HttpRequest.newBuilder(url)).body();
  }

  void eventuallyMetricAtLeast(String series, double least) throws Exception {
    hold(false);
    Waiting.until(
        series + " is " + least + " at least",
        () ->
            metrics()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .anyMatch(line -> Double.parseDouble(line.substring(series.length())) >= least));
  }

  /** The body of a path of the admin listener. */
  String admin(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + path))).body();
  }

  void eventuallyPort(int next) throws Exception {
    hold(false);
    Waiting.until("port " + next + " is open", () -> !closed(next));
    port = next;
  }

  void eventuallyClosed(int old) throws Exception {
    hold(false);
    Waiting.until("port " + old + " is closed", () -> closed(old));
  }

  private boolean closed(int candidate) throws Exception {
    try {
      send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + candidate + "/")));
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      // Caught while it closes: neither is known, the next look will tell.
      return false;
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** Something an operator does. */
  interface Meanwhile {
    void happen(FileBroker broker) throws Exception;
  }
}
