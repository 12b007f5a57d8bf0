package dev.stsbroker.sandbox.metadata;

import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.sandbox.fault.Answer;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.sandbox.fault.FaultyServer;
import dev.stsbroker.sandbox.rpc.StsCall;
import dev.stsbroker.sandbox.rpc.StsRefusal;
import dev.stsbroker.sandbox.server.CallLine;
import dev.stsbroker.sandbox.sts.CallContext;
import dev.stsbroker.sandbox.sts.RoleHandler;
import dev.stsbroker.text.OneLine;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;

/**
 * The metadata service of an ECS instance in the sandbox's cloud, with faults and a log of its own.
 * The credentials it gives are sessions that the sandbox's STS knows. It also answers {@code GET
 * /credentials-uri} with them, as another broker would. Its switches are safe to use from any
 * thread.
 */
public final class SandboxMetadata extends FaultyServer<SandboxMetadata.MetadataCall> {
  private static final Logger LOG = OneLine.named("SandboxMetadata");

  private final InstantSource clock;
  private final InstanceCredentials credentials;
  private final MetadataEndpoint endpoint;

  public SandboxMetadata(
      Vertx vertx, MetadataSettings settings, RoleHandler roles, InstantSource clock) {
    super(vertx, settings.host(), settings.port());
    this.clock = clock;
    this.credentials = new InstanceCredentials(roles, settings.instanceRole());
    this.endpoint = new MetadataEndpoint(credentials);
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

  @Override
  protected void handle(HttpServerRequest http) {
    http.endHandler(end -> answer(http));
  }

  private void answer(HttpServerRequest http) {
    Fault fault = faults().take();
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
    writer().write(http.response(), fault.change(answer), fault, now);
  }

  private void note(HttpServerRequest http, Instant now, Answer answer, Fault fault) {
    String path = StsCall.printable(http.path() == null ? "" : http.path());
    boolean withToken = http.headers().contains(MetadataEndpoint.TOKEN_HEADER);
    String method = StsCall.printable(http.method().name());
    seen(new MetadataCall(now, method, path, withToken, answer.status(), fault.name()));
    CallLine line =
        new CallLine("metadata")
            .with("request", method)
            .with("path", path)
            .with("token", withToken)
            .with("status", answer.status())
            .with("fault", fault.name());
    LOG.info("{}", line);
  }

  /**
   * A request the metadata service has seen.
   *
   * @param at when, by the sandbox's clock
   * @param method the HTTP method
   * @param path as sent, cut and without control characters
   * @param withToken whether it carried a token, good or bad
   * @param status the HTTP status of the answer, before a fault changed it
   * @param fault the name of the scripted fault; empty for none
   */
  public record MetadataCall(
      Instant at, String method, String path, boolean withToken, int status, String fault) {}

  /** Whether the metadata service wants tokens; named as the instance attribute of ECS. */
  public enum HttpTokens {
    /** Requests with a token and requests without one are answered. */
    OPTIONAL,
    /** Hardened mode: requests without a token are refused. */
    REQUIRED,
    /** As before hardened mode existed: tokens are not given, and not looked at. */
    UNSUPPORTED
  }
}
