package dev.stsbroker.app;

import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.http.Bodies;
import dev.stsbroker.http.GuardedServer;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.sts.AliyunSts;
import dev.stsbroker.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A running broker: deploy it on a Vert.x, undeploy it to stop. Everything in it runs on the event
 * loop it is deployed on.
 *
 * <p>It listens before it asks STS for anything, so that early callers wait for their credentials
 * instead of finding nobody; it stops by letting requests under way finish.
 */
public final class BrokerApp extends VerticleBase {
  /** An AssumeRole call that callers wait for has this long to come back before the broker goes. */
  private static final Duration DRAIN = Duration.ofSeconds(8);

  private final BrokerConfig config;
  private final Surroundings surroundings;
  private final List<GuardedServer> servers = new ArrayList<>();
  private final List<ListenAddress> addresses = new ArrayList<>();
  private volatile @Nullable CredentialBroker<Bodies> broker;
  private final Promise<Void> prefetched = Promise.promise();
  private final List<AutoCloseable> closing = new ArrayList<>();

  public BrokerApp(BrokerConfig config, Surroundings surroundings) {
    this.config = config;
    this.surroundings = surroundings;
  }

  /**
   * Fails with a {@link CannotListenException} where an address cannot be had; then nothing stays
   * open.
   */
  @Override
  public Future<?> start() {
    Wiring wiring = new Wiring(vertx, config, surroundings);
    Telemetry telemetry = wiring.telemetry();
    AliyunSts sts = wiring.sts();
    CredentialBroker<Bodies> made = wiring.broker();
    broker = made;
    closing.add(telemetry);
    closing.add(sts::close);
    closing.add(wiring.clockWatch()::stop);
    Future<Void> listening = Future.succeededFuture();
    for (Wiring.Listener listener : wiring.listeners(made)) {
      listening = listening.compose(before -> listen(listener));
    }
    return listening
        .onSuccess(
            up -> {
              wiring.clockWatch().start(made::replan);
              made.start().onComplete(prefetched);
            })
        .recover(cause -> stop().transform(closed -> Future.failedFuture(cause)));
  }

  @Override
  public Future<?> stop() {
    List<Future<Void>> draining = servers.stream().map(server -> server.shutdown(DRAIN)).toList();
    return Future.join(draining).eventually(this::close);
  }

  /** The addresses listened on: the job ones in the order of the configuration, then admin's. */
  public List<ListenAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** Completes when STS has been asked once for every prefetched profile, with whatever outcome. */
  public Future<Void> prefetched() {
    return prefetched.future();
  }

  /**
   * Whether every prefetched profile holds a live credential; false before {@link #prefetched()}.
   */
  public boolean ready() {
    CredentialBroker<Bodies> running = broker;
    return running != null && running.ready();
  }

  private Future<Void> listen(Wiring.Listener listener) {
    return listener
        .server()
        .listen()
        .recover(cause -> Future.failedFuture(new CannotListenException(listener.address(), cause)))
        .onSuccess(
            port -> {
              servers.add(listener.server());
              addresses.add(new ListenAddress(listener.address().host(), port));
            })
        .mapEmpty();
  }

  private Future<Void> close() {
    for (AutoCloseable one : closing) {
      try {
        one.close();
      } catch (Exception e) {
        return Future.failedFuture(e);
      }
    }
    return Future.succeededFuture();
  }
}
