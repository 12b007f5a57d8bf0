package dev.stsbroker.source;

import dev.stsbroker.credential.IdentityState;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.sts.SessionRequest;
import dev.stsbroker.testing.ManualTime;
import dev.stsbroker.time.Scheduler;
import dev.stsbroker.time.Timing;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Identities at work on one event loop, with a clock that stands still until it is moved. */
public final class TestingIdentities implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 60_000;
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final ManualTime time = new ManualTime(START);
  private final RecordingSts sts = new RecordingSts(time);
  private final List<String> told = new ArrayList<>();
  private Map<String, String> variables = Map.of();
  private boolean hurried;
  private boolean followersThrow;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public Vertx vertx() {
    return vertx;
  }

  public ManualTime time() {
    return time;
  }

  public RecordingSts sts() {
    return sts;
  }

  /** What events were told of. */
  public List<String> told() {
    return told;
  }

  void variables(Map<String, String> environment) {
    variables = environment;
  }

  /** Has those who follow identities throw whatever they are told. */
  void breakFollowers() {
    followersThrow = true;
  }

  /** Has deadlines pass in their own time, since nobody is going to answer. */
  public void hurry() {
    hurried = true;
  }

  /** A new identity; sessions end by the manual clock, deadlines by the real one. */
  public Identity make(SourceSettings settings) {
    Timing timing = new Timing(time, new RealDeadlines(), new Random(1));
    Map<String, String> environment = variables;
    Following following = new Following();
    following.followed =
        new SourceFactory(
                new SourceFactory.Means(vertx, threads, environment::get, sts, timing, new Told()),
                following)
            .identity(settings);
    return following.followed;
  }

  public static SessionRequest request(String role, Duration duration) {
    RoleArn arn = new RoleArn("acs:ram::1234567890123456:role/" + role);
    return new SessionRequest(arn, "session", duration, null, null, null);
  }

  public SessionCredentials assume(Identity identity) throws Exception {
    return assume(identity, request("job", Duration.ofHours(1)));
  }

  public SessionCredentials assume(Identity identity, SessionRequest request) throws Exception {
    return onLoop(() -> identity.assume(request));
  }

  /** The outcome of what is done on the event loop, as the broker would do it. */
  public <T> T onLoop(Supplier<Future<T>> action) throws Exception {
    Promise<T> promise = Promise.promise();
    loop.runOnContext(now -> action.get().onComplete(promise));
    try {
      return promise.future().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    vertx.close();
  }

  /**
   * Deadlines of real exchanges pass in real time, and only after a minute where an answer is on
   * its way; pauses between them by the manual clock.
   */
  private final class RealDeadlines implements Scheduler {
    @Override
    public Task after(Duration delay, Runnable action) {
      long millis = hurried ? delay.toMillis() : Math.max(delay.toMillis(), PATIENCE_MILLIS);
      long timer = vertx.setTimer(millis, fired -> action.run());
      return () -> vertx.cancelTimer(timer);
    }

    @Override
    public long nanoTime() {
      return time.nanoTime();
    }
  }

  private final class Following implements SourceFactory.Followers {
    private @Nullable Identity followed;

    @Override
    public void newKey(String identity) {
      told.add("new key of " + identity);
      breakDown();
    }

    @Override
    public void stateChanged(String identity) {
      IdentityState state = Objects.requireNonNull(followed).state();
      if (state.trouble() != null) {
        told.add(state.standing().label() + " " + identity + ": " + state.trouble().sentence());
      }
      breakDown();
    }

    private void breakDown() {
      if (followersThrow) {
        throw new IllegalStateException("cannot follow");
      }
    }
  }

  private final class Told implements BrokerEvents {
    @Override
    public void identityFound(String identity, String type) {
      told.add("found " + identity + ": " + type);
    }

    @Override
    public void durationCut(String identity, String role, Duration asked, Duration given) {
      told.add("cut " + identity + ": " + asked + " to " + given);
    }
  }
}
