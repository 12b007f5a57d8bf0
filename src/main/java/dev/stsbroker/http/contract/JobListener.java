package dev.stsbroker.http.contract;

import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.http.ErrorWriter;
import dev.stsbroker.http.GuardedServer;
import dev.stsbroker.http.HttpFailure;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.http.Replies;
import dev.stsbroker.http.RequestGuard;
import dev.stsbroker.http.connection.Peers;
import dev.stsbroker.http.contract.SingleGetContract.Format;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The listener that jobs ask: serves every contract, and a page that lists their addresses. */
public final class JobListener {
  /** Label of requests that reached no contract. */
  private static final String NO_CONTRACT = "none";

  private static final Set<HttpMethod> READ = Set.of(HttpMethod.GET);

  private final CredentialHandler handler;
  private final List<Contract> contracts;
  private final BrokerEvents events;
  private final Peers peers;
  private final ErrorWriter errors;

  /**
   * @param tokens of metadata, which is read with them
   * @param peers asked who calls
   */
  public JobListener(
      CredentialHandler handler,
      MetadataTokens tokens,
      Peers peers,
      Timing timing,
      BrokerEvents events) {
    this.handler = handler;
    this.peers = peers;
    this.contracts =
        List.of(
            new SingleGetContract(handler, Format.CREDENTIALS_URI),
            new EcsMetadataContract(handler, tokens),
            new SingleGetContract(handler, Format.AUTH_SERVER),
            new SingleGetContract(handler, Format.AWS_CONTAINER));
    this.events = events;
    this.errors = new ErrorWriter(timing.random());
  }

  /** Lets each caller ask so often a second from now on; 0 for no bound. */
  public void requestsPerSecond(int most) {
    handler.bounds().requestsPerSecond(most);
  }

  /** Makes a server for one address; it does not listen yet. */
  public GuardedServer server(Vertx vertx, ListenAddress address, Set<String> allowedHosts) {
    Router router = Router.router(vertx);
    router.get("/").handler(context -> index(context.request(), address));
    router.get("/readyz").handler(context -> ready(context.response()));
    router.route().handler(this::identify);
    contracts.forEach(contract -> contract.mount(router));
    RequestGuard guard = new RequestGuard(address, allowedHosts, this::methods);
    return new GuardedServer(
        vertx, address, guard, router, errors, code -> events.rejected(NO_CONTRACT, code));
  }

  /** Goes on when the kernel has said who calls, if a profile or a bound wants to know. */
  private void identify(RoutingContext context) {
    if (!handler.wantsUsers()) {
      context.next();
      return;
    }
    HttpServerRequest request = context.request();
    Future<Peer> peer = peers.ask(request.connection());
    if (peer.isComplete()) {
      goOn(context);
      return;
    }
    request.pause();
    peer.onComplete(
        known -> {
          request.resume();
          if (!request.response().closed()) {
            goOn(context);
          }
        });
  }

  private void goOn(RoutingContext context) {
    HttpFailure tooMany = handler.bounds().tooMany(Peers.account(context.request().connection()));
    if (tooMany == null) {
      context.next();
    } else {
      events.rejected(NO_CONTRACT, tooMany.code());
      errors.write(context.request(), tooMany);
    }
  }

  private Set<HttpMethod> methods(String path) {
    for (Contract contract : contracts) {
      Optional<Set<HttpMethod>> own = contract.methods(path);
      if (own.isPresent()) {
        return own.get();
      }
    }
    return READ;
  }

  /** For jobs, which may not reach the admin listener: whether to start, and nothing of why not. */
  private void ready(HttpServerResponse response) {
    response.setStatusCode(handler.ready() ? 200 : 503);
    Replies.text(response, handler.ready() ? "ready\n" : "not ready\n");
  }

  private void index(HttpServerRequest request, ListenAddress address) {
    Path socket = address.socket();
    String base = socket == null ? base(request, address) : "";
    String place = socket == null ? base : address.toString();
    StringBuilder page = new StringBuilder("sts-broker at " + place + "\n\nContracts\n");
    for (Contract contract : contracts) {
      page.append("  %s: %s\n".formatted(contract.name(), contract.usage()));
      page.append(socket == null ? "    %s\n".formatted(contract.example(base)) : "");
    }
    page.append("  each also below /key/<secret>; or with Authorization: <secret>\n");
    String clients = socket == null ? ClientLines.of(base) : ClientLines.of(socket);
    page.append('\n').append(clients).append("\nProfiles\n");
    handler.listing().forEach(line -> page.append("  ").append(line).append('\n'));
    Replies.text(request.response(), page.toString());
  }

  /** The URL of this listener, which is on TCP. */
  private static String base(HttpServerRequest request, ListenAddress address) {
    return "http://" + address.on(request.connection().localAddress().port());
  }
}
