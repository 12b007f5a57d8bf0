package dev.stsbroker.http;

import dev.stsbroker.access.CallerGate;
import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.access.CallerUsers;
import dev.stsbroker.broker.Causes;
import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.broker.Issued;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.broker.Recipe;
import dev.stsbroker.broker.SessionKey;
import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.http.connection.Connections;
import dev.stsbroker.http.connection.ListenTransport;
import dev.stsbroker.http.connection.Peers;
import dev.stsbroker.http.contract.Bodies;
import dev.stsbroker.http.contract.CallerBounds;
import dev.stsbroker.http.contract.CredentialHandler;
import dev.stsbroker.http.contract.CredentialJson;
import dev.stsbroker.http.contract.JobListener;
import dev.stsbroker.http.contract.MetadataTokens;
import dev.stsbroker.lease.LeaseCache;
import dev.stsbroker.lease.LeaseListener;
import dev.stsbroker.lease.LeaseSettings;
import dev.stsbroker.lease.Loader;
import dev.stsbroker.parameter.FillableText;
import dev.stsbroker.parameter.Parameters;
import dev.stsbroker.parameter.ValuePattern;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.sts.SessionRequest;
import dev.stsbroker.testing.ManualTime;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A job listener with all contracts on a real socket, on time that stands still, with an STS that
 * issues numbered credentials. Two of them that are told the same do the same.
 */
final class RepeatedWorld implements AutoCloseable {
  private static final String[] SECRETS = {"0123456789abcdef", "fedcba9876543210"};

  private final Vertx vertx = ListenTransport.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final ManualTime time =
      new ManualTime(TestingBroker.START, action -> TestingBroker.runAndWait(vertx, action));
  private final List<String> told = new ArrayList<>();
  private final CallerGate gate;
  private final CredentialBroker<Bodies> broker;
  private final MetadataTokens tokens = new MetadataTokens(time);
  private final CallerBounds bounds;
  private final GuardedServer server;
  private final List<@Nullable RawConnection> clients = new ArrayList<>();
  private final int port;
  private int issued;
  private boolean away;
  private int before;

  RepeatedWorld(Connections connections) throws Exception {
    Timing timing = time.timing(1);
    BrokerEvents events = new Recorder();
    gate = new CallerGate(time::nanoTime, events);
    broker =
        new CredentialBroker<>(
            new LeaseCache<SessionKey, Issued<Bodies>>(
                new LeaseSettings(100, Duration.ofSeconds(30), 8, 3),
                new NumberedSts(),
                timing,
                new LeaseListener<>() {}),
            time::nanoTime,
            new Causes());
    Peers peers = new Peers(vertx);
    bounds = new CallerBounds(time::nanoTime, peers);
    CredentialHandler handler =
        new CredentialHandler(broker, gate, timing, events, new Waiters(64), bounds);
    server =
        new JobListener(handler, tokens, peers, timing, events)
            .server(vertx, new ListenAddress("127.0.0.1", 0), Set.of())
            .within(connections);
    port = TestingBroker.await(server.listen());
    configure(0);
  }

  /** Configures what {@code number} stands for: each of its bits is a setting. */
  void configure(int number) throws IOException {
    long own = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    Profile open = TestingBroker.profile("open", true, Duration.ofHours(1 + bit(number, 0)));
    Profile cold = TestingBroker.profile("cold", false);
    Profile guarded = TestingBroker.profile("guarded", false);
    Profile mine = TestingBroker.profile("mine", false);
    List<Profile> profiles = new ArrayList<>(List.of(open, guarded, mine, jobs()));
    if (bit(number, 1) == 0) {
      profiles.add(cold);
    }
    CallerSecrets secrets = CallerSecrets.of("secrets", SECRETS[bit(number, 2)]);
    Map<String, CallerUsers> users =
        bit(number, 3) == 0
            ? Map.of()
            : Map.of("mine", new CallerUsers(new TreeSet<>(Set.of(own + bit(number, 4)))));
    onLoop(
        () -> {
          gate.configure(Map.of("guarded", secrets), users);
          broker.configure(profiles, bit(number, 5) == 0 ? "open" : "guarded");
          tokens.require(bit(number, 6) == 1);
          bounds.requestsPerSecond(bit(number, 8) * 20);
          if (bit(number ^ before, 7) == 1) {
            server.allow(bit(number, 7) == 0 ? Set.of() : Set.of("elsewhere"));
          }
          before = number;
          var unused = broker.start();
        });
  }

  private static Profile jobs() {
    FillableText name = new FillableText("job-${param.job}");
    SessionRequest common =
        new SessionRequest(TestingBroker.ROLE, name.text(), Duration.ofHours(1), null, null, null);
    Parameters parameters = new Parameters(Map.of("job", ValuePattern.parse("[a-d]")));
    Recipe recipe = new Recipe.Fillable(common, parameters, name, null, null);
    return new Profile("jobs", "default", recipe, false, Duration.ofMinutes(20));
  }

  private static int bit(int number, int at) {
    return number >> at & 1;
  }

  void advance(Duration duration) {
    time.advance(duration);
  }

  /** STS refuses from now on, or issues again. */
  void away(boolean gone) {
    onLoop(() -> away = gone);
  }

  /** Asks for new sessions of every profile. */
  void refresh() {
    onLoop(() -> broker.refreshIf(key -> true));
  }

  /** Connection {@code number}, opened if it is not. */
  RawConnection connection(int number) throws IOException {
    while (clients.size() <= number) {
      clients.add(null);
    }
    RawConnection known = clients.get(number);
    if (known == null) {
      known = new RawConnection(port);
      clients.set(number, known);
    }
    return known;
  }

  void close(int number) throws IOException {
    connection(number).close();
    clients.set(number, null);
  }

  /** What was told since this was last asked. */
  List<String> told() {
    List<String> since = new ArrayList<>();
    onLoop(
        () -> {
          since.addAll(told);
          told.clear();
        });
    return since;
  }

  private void onLoop(Runnable action) {
    TestingBroker.runAndWait(vertx, action);
  }

  @Override
  public void close() throws IOException {
    for (RawConnection connection : clients) {
      if (connection != null) {
        connection.close();
      }
    }
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** Issues credentials that say which they are, or refuses. */
  private final class NumberedSts implements Loader<SessionKey, Issued<Bodies>> {
    @Override
    public Future<Issued<Bodies>> load(SessionKey key) {
      if (away) {
        return Future.failedFuture(
            CredentialException.of(FailureKind.UNAVAILABLE, "ServiceUnavailable", "away"));
      }
      issued++;
      String id = "STS." + key.request().sessionName() + issued;
      Instant now = time.instant();
      SessionCredentials credentials =
          new SessionCredentials(
              new AccessKey(id, Secret.of("secret" + issued), Secret.of("token" + issued)),
              now,
              now.plus(key.request().duration()),
              "request-" + issued);
      return Future.succeededFuture(
          new Issued<>(credentials, key.facts(credentials), CredentialJson.render(credentials)));
    }
  }

  private final class Recorder implements BrokerEvents {
    @Override
    public void served(String profile, String contract, double remainingSeconds) {
      told.add("served " + profile + " " + contract + " " + remainingSeconds);
    }

    @Override
    public void rejected(String contract, String reason) {
      told.add("rejected " + contract + " " + reason);
    }

    @Override
    public void answered(String contract, long nanos) {
      told.add("answered " + contract + " " + nanos);
    }

    @Override
    public void secretUsed(String profile, String secret) {
      told.add("secret used " + profile + " " + secret);
    }

    @Override
    public void secretRefused(String profile) {
      told.add("secret refused " + profile);
    }

    @Override
    public void secretGuessed() {
      told.add("secret guessed");
    }

    @Override
    public void callerRefused(String profile, @Nullable Long uid, String unknown) {
      told.add("caller refused " + profile);
    }
  }
}
