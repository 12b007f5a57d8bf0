package dev.stsbroker.sandbox.fault;

import dev.stsbroker.sandbox.server.LocalServer;
import dev.stsbroker.sandbox.server.RecentCalls;
import dev.stsbroker.sandbox.server.SandboxMemory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service of the sandbox on HTTP that can be closed and started again, with faults and a list of
 * what it has seen. Its switches are safe to use from any thread.
 *
 * @param <C> a request it has seen
 */
public abstract class FaultyServer<C> {
  private final Vertx vertx;
  private final String host;
  private final int wantedPort;
  private final FaultScript faults = new FaultScript();
  private final RecentCalls<C> calls;
  private final AnswerWriter writer;
  private volatile @Nullable LocalServer server;

  /**
   * Listens to nothing yet.
   *
   * @param port 0 for any free one
   */
  protected FaultyServer(Vertx vertx, String host, int port) {
    SandboxMemory memory = SandboxMemory.ofProcess();
    this.vertx = vertx;
    this.host = host;
    this.wantedPort = port;
    this.calls = new RecentCalls<>(memory.calls());
    this.writer = new AnswerWriter(vertx, faults, memory.unsent());
  }

  /** Answers one request. */
  protected abstract void handle(HttpServerRequest http);

  /** Listens again after {@link #close()}, on the same port; the sandbox starts it first. */
  public Future<Void> start() {
    LocalServer known = server;
    LocalServer starting =
        known == null ? new LocalServer(vertx, host, wantedPort, this::handle) : known;
    server = starting;
    return starting.start();
  }

  /** Refuses connections from now on, and ends those there are; what it holds stays. */
  public Future<Void> close() {
    LocalServer known = server;
    return known == null ? Future.succeededFuture() : known.close();
  }

  /** The port; the one asked for, or the one that was free. */
  public int port() {
    LocalServer known = server;
    return known == null ? wantedPort : known.port();
  }

  /**
   * What goes wrong here, request by request: refusals, delays, broken connections and a wrong
   * clock. Faults of other services change nothing here.
   */
  public FaultScript faults() {
    return faults;
  }

  /** The last requests, at most 10,000, oldest first. */
  public List<C> calls() {
    return calls.calls();
  }

  /** Adds a request to {@link #calls()}. */
  protected void seen(C call) {
    calls.add(call);
  }

  /** What writes answers, as their faults have it. */
  protected AnswerWriter writer() {
    return writer;
  }
}
