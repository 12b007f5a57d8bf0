package dev.stsbroker.app;

import dev.stsbroker.broker.ProfileStatus;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.event.AppliedReload;
import dev.stsbroker.event.ConfigState;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.reload.Origin;
import dev.stsbroker.reload.Reloader;
import dev.stsbroker.time.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A running broker: deploy it on a Vert.x, undeploy it to stop. Everything in it runs on the event
 * loop it is deployed on.
 *
 * <p>It listens before it asks STS for anything, so that early callers wait for their credentials
 * instead of finding nobody; it stops by letting requests under way finish.
 */
public final class BrokerApp extends VerticleBase {
  private final BrokerConfig config;
  private final RuntimeEnvironment surroundings;
  private final @Nullable Origin origin;
  private final Promise<Void> prefetched = Promise.promise();
  private volatile @Nullable Running running;

  /**
   * @param config what to start with
   * @param origin where it came from and later ones come from; null for a broker whose
   *     configuration never changes
   */
  public BrokerApp(BrokerConfig config, RuntimeEnvironment surroundings, @Nullable Origin origin) {
    this.config = config;
    this.surroundings = surroundings;
    this.origin = origin;
  }

  /**
   * Starts the broker. Fails with a {@link CannotListenException} if it cannot listen on an
   * address; then nothing stays open.
   */
  @Override
  public Future<?> start() {
    OutlinePage outline =
        new OutlinePage(vertx, this::runningConfig, origin == null ? null : origin.file());
    Wiring wiring =
        new Wiring(
            vertx,
            surroundings,
            config,
            new Later(this::reload, this::configuration, outline::page));
    ConfigApplier applier = new ConfigApplier(wiring, config.sts());
    Running started = new Running(wiring, applier, reloader(wiring, applier));
    running = started;
    return applier
        .begin(config)
        .compose(
            up ->
                started.reloader() == null ? Future.succeededFuture() : started.reloader().start())
        .onSuccess(
            up -> {
              wiring.tellLimits();
              wiring.clockWatch().start(wiring.broker()::replan);
              wiring.broker().start().onComplete(prefetched);
            })
        .recover(cause -> stop().transform(closed -> Future.failedFuture(cause)));
  }

  @Override
  public Future<?> stop() {
    Running stopping = running;
    return stopping == null ? Future.succeededFuture() : stopping.stop();
  }

  /** The addresses listened on: the job ones in the order of the configuration, then admin's. */
  public List<ListenAddress> addresses() {
    Running now = running;
    return now == null ? List.of() : now.wiring().listeners().addresses();
  }

  /** Completes when STS has been asked once for every prefetched profile, with whatever outcome. */
  public Future<Void> prefetched() {
    return prefetched.future();
  }

  /**
   * Whether every prefetched profile holds a live credential; false before {@link #prefetched()}.
   * May be called from any thread.
   */
  public Future<Boolean> ready() {
    Promise<Boolean> answer = Promise.promise();
    context.runOnContext(
        now -> {
          Running one = running;
          answer.complete(one != null && one.wiring().broker().ready());
        });
    return answer.future();
  }

  /** Each profile as it stands; none before the start. May be called from any thread. */
  public Future<List<ProfileStatus>> profiles() {
    Promise<List<ProfileStatus>> answer = Promise.promise();
    context.runOnContext(
        now -> {
          Running one = running;
          answer.complete(one == null ? List.of() : one.wiring().broker().statuses());
        });
    return answer.future();
  }

  /**
   * Asks STS once who each identity is, for the metrics; a failure changes nothing. May be called
   * from any thread.
   */
  public void introduce() {
    context.runOnContext(
        now -> {
          Running one = running;
          if (one != null) {
            one.applier().introduce();
          }
        });
  }

  /**
   * Reads the configuration again and applies it, and has every identity read its files again. May
   * be called from any thread. Fails, with one line for each problem, if the running configuration
   * stays.
   */
  public Future<AppliedReload> reload() {
    Promise<AppliedReload> outcome = Promise.promise();
    context.runOnContext(
        now -> {
          Running one = running;
          Reloader reloader = one == null ? null : one.reloader();
          if (one == null || reloader == null) {
            outcome.fail("this broker has no configuration file to reload");
          } else {
            one.reload(reloader).onComplete(outcome);
          }
        });
    return outcome.future();
  }

  private ConfigState configuration() {
    Running now = running;
    Reloader reloader = now == null ? null : now.reloader();
    if (reloader != null) {
      return reloader.state();
    }
    return ConfigState.first(now == null ? Instant.EPOCH : now.wiring().startedAt());
  }

  private BrokerConfig runningConfig() {
    Running now = running;
    Reloader reloader = now == null ? null : now.reloader();
    return reloader == null ? config : reloader.running();
  }

  private @Nullable Reloader reloader(Wiring wiring, ConfigApplier applier) {
    Origin from = origin;
    if (from == null) {
      return null;
    }
    return new Reloader(vertx, from, config, applier, wiring.outside());
  }

  /**
   * What is reached that comes after these parts.
   *
   * @param reload what {@code POST /reload} does
   * @param configuration which configuration runs, and what came of others
   * @param outline what of the running one decides who gets what, as JSON
   */
  record Later(
      Supplier<Future<AppliedReload>> reload,
      Supplier<ConfigState> configuration,
      Supplier<Future<Buffer>> outline) {}

  private record Running(Wiring wiring, ConfigApplier applier, @Nullable Reloader reloader) {
    /**
     * Identities look last, at the files that the configuration names then. Who has moved the audit
     * file tells it by the same signal.
     */
    Future<AppliedReload> reload(Reloader reloading) {
      wiring.observers().audit().reopen();
      Future<AppliedReload> done = reloading.reload();
      return done.transform(reloaded -> applier.look().transform(looked -> done));
    }

    Future<Void> stop() {
      if (reloader != null) {
        reloader.stop();
      }
      wiring.clockWatch().stop();
      // A broker that could not start did not stop.
      boolean served = !wiring.listeners().addresses().isEmpty();
      Scheduler time = wiring.scheduler();
      long start = time.nanoTime();
      boolean[] cut = {false};
      return wiring
          .listeners()
          .close()
          .onComplete(drained -> cut[0] = since(start, time).compareTo(Listeners.DRAIN) >= 0)
          .eventually(wiring.files()::close)
          .eventually(applier::close)
          .onComplete(
              done -> {
                if (served) {
                  wiring.events().stopped(wiring.startedAt(), since(start, time), cut[0]);
                }
              })
          .eventually(wiring.observers().audit()::close)
          .onComplete(
              done -> {
                wiring.threads().close();
                wiring.observers().telemetry().close();
              });
    }

    private static Duration since(long start, Scheduler time) {
      return Duration.ofNanos(time.nanoTime() - start);
    }
  }
}
