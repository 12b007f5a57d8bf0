package dev.stsbroker.sandbox;

import dev.stsbroker.sandbox.account.KeyMint;
import dev.stsbroker.sandbox.fault.AnswerWriter;
import dev.stsbroker.sandbox.metadata.MetadataSettings;
import dev.stsbroker.sandbox.metadata.SandboxMetadata;
import dev.stsbroker.sandbox.server.Intake;
import dev.stsbroker.sandbox.server.LocalServer;
import dev.stsbroker.sandbox.server.SandboxMemory;
import dev.stsbroker.sandbox.settings.OssSettings;
import dev.stsbroker.sandbox.settings.SandboxSettings;
import dev.stsbroker.sandbox.sts.Authenticator;
import dev.stsbroker.sandbox.sts.RoleHandler;
import dev.stsbroker.sandbox.sts.SandboxCloud;
import dev.stsbroker.sandbox.sts.StsEndpoint;
import dev.stsbroker.sandbox.sts.StsService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A small Alibaba Cloud inside the process: an STS on HTTP that verifies signatures, tokens,
 * policies and trust, and misbehaves as told; and, if wanted, an OSS that its sessions work on and
 * the metadata service of an ECS instance. It can be closed and started again, which is how a cloud
 * that refuses connections is played: ports and state stay.
 *
 * <p>{@link #start()} and {@link #close()} are called one after the other, not at once.
 */
public final class Sandbox {
  private final SandboxCloud cloud;
  private final LocalServer sts;
  private final @Nullable SandboxMetadata metadata;
  private final @Nullable SandboxOss oss;

  /**
   * Prepares the cloud; nothing listens yet.
   *
   * @param clock for timestamps, expirations and the {@code Date} header
   */
  public Sandbox(Vertx vertx, SandboxSettings settings, InstantSource clock) {
    SandboxMemory memory = SandboxMemory.ofProcess();
    this.cloud = new SandboxCloud(settings.accounts(), clock);
    KeyMint mint = new KeyMint(new SecureRandom());
    RoleHandler roles = new RoleHandler(cloud, mint, settings.chainedSessionLimit());
    StsService service = new StsService(new Authenticator(cloud), cloud.federation(), roles);
    StsEndpoint endpoint =
        new StsEndpoint(
            service,
            cloud,
            clock,
            new AnswerWriter(vertx, cloud.faults(), memory.unsent()),
            new Intake(vertx, Intake.Bounds.of(memory.text(), memory.contents())));
    this.sts = new LocalServer(vertx, settings.stsHost(), settings.stsPort(), endpoint::handle);
    MetadataSettings wanted = settings.metadata();
    this.metadata = wanted == null ? null : new SandboxMetadata(vertx, wanted, roles, clock);
    OssSettings buckets = settings.oss();
    this.oss = buckets == null ? null : new SandboxOss(vertx, buckets, cloud, clock);
  }

  /** Listens; fails with what the operating system says if it cannot, and then not at all. */
  public Future<Void> start() {
    return sts.start()
        .compose(started -> metadata == null ? Future.succeededFuture() : metadata.start())
        .compose(started -> oss == null ? Future.succeededFuture() : oss.start())
        .recover(failure -> close().transform(closed -> Future.failedFuture(failure)));
  }

  /** Stops listening and ends all connections; calls that hang are never answered. */
  public Future<Void> close() {
    Future<Void> none = Future.succeededFuture();
    return Future.join(
            sts.close(),
            metadata == null ? none : metadata.close(),
            oss == null ? none : oss.close())
        .mapEmpty();
  }

  /** The port of the STS; the one asked for, or the one that was free. */
  public int stsPort() {
    return sts.port();
  }

  /** The port of the metadata service; empty if the settings have none. */
  public OptionalInt metadataPort() {
    return metadata == null ? OptionalInt.empty() : OptionalInt.of(metadata.port());
  }

  /** The metadata service; empty if the settings have none. */
  public Optional<SandboxMetadata> metadata() {
    return Optional.ofNullable(metadata);
  }

  /** The OSS; empty if the settings have none. */
  public Optional<SandboxOss> oss() {
    return Optional.ofNullable(oss);
  }

  /** The state of the cloud. */
  public SandboxCloud cloud() {
    return cloud;
  }
}
