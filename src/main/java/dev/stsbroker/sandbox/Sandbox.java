package dev.stsbroker.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A small Alibaba Cloud inside the process: an STS on HTTP that verifies signatures, tokens,
 * policies and trust, and misbehaves as told. It can be closed and started again, which is how an
 * STS that refuses connections is played: port and state stay.
 *
 * <p>{@link #start()} and {@link #close()} are called one after the other, not at once.
 */
public final class Sandbox {
  /** STS calls are signed in the query and carry whole policies and tokens in it. */
  private static final int LONGEST_REQUEST_LINE = 64 * 1024;

  private final Vertx vertx;
  private final SandboxSettings settings;
  private final SandboxCloud cloud;
  private final StsEndpoint sts;
  private @Nullable HttpServer server;
  private volatile int port;

  /**
   * Prepares the cloud; nothing listens yet.
   *
   * @param clock for timestamps, expirations and the {@code Date} header
   */
  public Sandbox(Vertx vertx, SandboxSettings settings, InstantSource clock) {
    this.vertx = vertx;
    this.settings = settings;
    this.port = settings.stsPort();
    this.cloud = new SandboxCloud(settings.accounts());
    KeyMint mint = new KeyMint(new SecureRandom());
    RoleDesk desk = new RoleDesk(cloud, mint, settings.chainedSessionLimit());
    StsService service = new StsService(new Authenticator(cloud), desk);
    this.sts = new StsEndpoint(service, cloud, clock, new AnswerWriter(vertx, cloud.faults()));
  }

  /** Listens; fails with what the operating system says if it cannot. */
  public Future<Void> start() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
            .setMaxHeaderSize(LONGEST_REQUEST_LINE);
    HttpServer starting = vertx.createHttpServer(options).requestHandler(sts::handle);
    server = starting;
    return starting
        .listen(port, settings.stsHost())
        .onSuccess(listening -> port = listening.actualPort())
        .mapEmpty();
  }

  /** Stops listening and ends all connections; calls that hang are never answered. */
  public Future<Void> close() {
    HttpServer closing = server;
    server = null;
    return closing == null ? Future.succeededFuture() : closing.close();
  }

  /** The port of the STS; the one asked for, or the one that was free. */
  public int stsPort() {
    return port;
  }

  /** The state of the cloud. */
  public SandboxCloud cloud() {
    return cloud;
  }
}
