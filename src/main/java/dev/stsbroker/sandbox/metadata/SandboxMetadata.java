package dev.stsbroker.sandbox.metadata;

import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.sandbox.fault.Answer;
import dev.stsbroker.sandbox.fault.AnswerWriter;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.sandbox.fault.FaultScript;
import dev.stsbroker.sandbox.rpc.StsCall;
import dev.stsbroker.sandbox.rpc.StsRefusal;
import dev.stsbroker.sandbox.server.CallLine;
import dev.stsbroker.sandbox.server.LocalServer;
import dev.stsbroker.sandbox.server.RecentCalls;
import dev.stsbroker.sandbox.server.SandboxMemory;
import dev.stsbroker.sandbox.sts.CallContext;
import dev.stsbroker.sandbox.sts.RoleHandler;
import dev.stsbroker.text.OneLine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;

/**
 * The metadata service of an ECS instance in the sandbox's cloud, with faults and a log of its own.
 * The credentials it gives are sessions that the sandbox's STS knows. It also answers {@code GET
 * /credentials-uri} with them, as another broker would. Its switches are safe to use from any
 * thread.
 */
public final class SandboxMetadata {
  private static final Logger LOG = OneLine.named("SandboxMetadata");

  private final InstantSource clock;
  private final InstanceCredentials credentials;
  private final MetadataEndpoint endpoint;
  private final FaultScript faults = new FaultScript();
  private final RecentCalls<MetadataCall> calls =
      new RecentCalls<>(SandboxMemory.ofProcess().calls());
  private final AnswerWriter writer;
  private final LocalServer server;

  public SandboxMetadata(
      Vertx vertx, MetadataSettings settings, RoleHandler roles, InstantSource clock) {
    this.clock = clock;
    this.credentials = new InstanceCredentials(roles, settings.instanceRole());
    this.endpoint = new MetadataEndpoint(credentials);
    this.writer = new AnswerWriter(vertx, faults, SandboxMemory.ofProcess().unsent());
    this.server = new LocalServer(vertx, settings.host(), settings.port(), this::handle);
  }

  /** Listens again after {@link #close()}, on the same port; the sandbox starts it first. */
  public Future<Void> start() {
    return server.start();
  }

  /** Refuses connections from now on, and ends those there are. */
  public Future<Void> close() {
    return server.close();
  }

  /** The port; the one asked for, or the one that was free. */
  public int port() {
    return server.port();
  }

  /** What goes wrong here, request by request; the faults of the STS are its own. */
  public FaultScript faults() {
    return faults;
  }

  /** The last requests, at most 10,000, oldest first. */
  public List<MetadataCall> calls() {
    return calls.calls();
  }

  /** Changes whether tokens are wanted; {@link HttpTokens#OPTIONAL} at first. */
  public void httpTokens(HttpTokens mode) {
    endpoint.httpTokens(mode);
  }

  /** Attaches a role to the instance in place of the one before; its credentials are new. */
  public void attach(RoleArn role) {
    credentials.attach(role);
  }

  /** Leaves the instance without a role; credentials given before live on. */
  public void detach() {
    credentials.attach(null);
  }

  private void handle(HttpServerRequest http) {
    http.endHandler(end -> answer(http));
  }

  private void answer(HttpServerRequest http) {
    Fault fault = faults.take();
    Instant now = clock.instant().plus(fault.skew());
    String remote = http.remoteAddress().hostAddress();
    CallContext circumstances =
        new CallContext(now, remote == null ? "" : remote, fault.lifetime());
    StsRefusal refusal = fault.refusal();
    Answer answer =
        refusal == null
            ? endpoint.answer(http, circumstances)
            : Answer.page(refusal.status(), refusal.sentence());
    note(http, now, answer, fault);
    writer.write(http.response(), fault.change(answer), fault, now);
  }

  private void note(HttpServerRequest http, Instant now, Answer answer, Fault fault) {
    String path = StsCall.printable(http.path() == null ? "" : http.path());
    boolean withToken = http.headers().contains(MetadataEndpoint.TOKEN_HEADER);
    String method = StsCall.printable(http.method().name());
    calls.add(new MetadataCall(now, method, path, withToken, answer.status(), fault.name()));
    CallLine line =
        new CallLine("metadata")
            .with("request", method)
            .with("path", path)
            .with("token", withToken)
            .with("status", answer.status())
            .with("fault", fault.name());
    LOG.info("{}", line);
  }
}
