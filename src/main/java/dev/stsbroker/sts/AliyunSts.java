package dev.stsbroker.sts;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.time.Aside;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Alibaba Cloud STS, version 2015-04-01: signed by the vendor SDK, sent by {@link StsTransport}.
 */
public final class AliyunSts implements StsGateway {
  private static final int SIGNING_THREADS = 2;

  /** Threads of their own: a file system that hangs must not keep calls from being signed. */
  private final WorkerExecutor workers;

  private final Timing timing;
  private final StsListener listener;
  private final StsTransport transport;
  private final SdkSigner signer = new SdkSigner();

  /**
   * Connects to nothing yet.
   *
   * @param proxy what the environment says of proxies
   */
  public AliyunSts(
      Vertx vertx, StsSettings settings, Timing timing, StsListener listener, ProxySettings proxy) {
    this.workers = vertx.createSharedWorkerExecutor("sts-broker-signing", SIGNING_THREADS);
    this.timing = timing;
    this.listener = listener;
    this.transport = new StsTransport(vertx, settings, timing, proxy);
  }

  @Override
  public Future<SessionCredentials> assumeRole(AccessKey key, SessionRequest request) {
    return call(
        "AssumeRole",
        now -> signer.assumeRole(key, request, now),
        answer -> answer.credentials(timing.clock().instant(), request.duration()));
  }

  @Override
  public Future<SessionCredentials> assumeRoleWithOidc(OidcToken token, SessionRequest request) {
    return call(
        "AssumeRoleWithOIDC",
        now -> signer.assumeRoleWithOidc(token, request, now),
        answer -> answer.credentials(timing.clock().instant(), request.duration()));
  }

  @Override
  public Future<CallerIdentity> callerIdentity(AccessKey key) {
    return call(
        "GetCallerIdentity", now -> signer.callerIdentity(key, now), StsAnswer::callerIdentity);
  }

  /** Closes the connections; calls under way fail. */
  public Future<Void> close() {
    return transport.close().eventually(workers::close);
  }

  private <T> Future<T> call(
      String action, Function<Instant, PreparedCall> signing, Function<StsAnswer, T> reading) {
    long start = timing.scheduler().nanoTime();
    tell(() -> listener.started(action));
    // The first signature loads some hundred classes of crypto: off the event loop.
    Callable<PreparedCall> sign = () -> signing.apply(timing.clock().instant());
    return transport
        .post(action, workers.executeBlocking(sign, false))
        .map(answer -> read(answer, reading))
        .onComplete(
            done -> {
              Duration took = Duration.ofNanos(timing.scheduler().nanoTime() - start);
              String outcome =
                  done.succeeded() ? "ok" : CredentialException.of(done.cause()).code();
              tell(() -> listener.ended(action, outcome, took));
            });
  }

  private <T> T read(StsAnswer answer, Function<StsAnswer, T> reading) {
    Instant date = answer.dateOfSts();
    if (date != null) {
      tell(() -> listener.dated(date, answer.refusesTime()));
    }
    return reading.apply(answer);
  }

  private void tell(Runnable telling) {
    Aside.tell(timing.scheduler(), telling);
  }
}
