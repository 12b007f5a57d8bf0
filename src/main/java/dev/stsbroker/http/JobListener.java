package dev.stsbroker.http;

import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.time.Timing;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Set;

/** What jobs talk to: every contract, and a page that lists them. */
public final class JobListener {
  /** Label of requests that reached no contract. */
  private static final String NO_CONTRACT = "none";

  private final CredentialBroker<Bodies> broker;
  private final List<Contract> contracts;
  private final BrokerEvents events;
  private final ErrorWriter errors;

  public JobListener(
      CredentialBroker<Bodies> broker,
      List<Contract> contracts,
      Timing timing,
      BrokerEvents events) {
    this.broker = broker;
    this.contracts = List.copyOf(contracts);
    this.events = events;
    this.errors = new ErrorWriter(timing.random());
  }

  /** A server for one address, not yet listening. */
  public GuardedServer server(Vertx vertx, ListenAddress address, Set<String> allowedHosts) {
    Router router = Router.router(vertx);
    router.get("/").handler(context -> Replies.text(context.response(), index(address)));
    contracts.forEach(contract -> contract.mount(router));
    RequestGuard guard = new RequestGuard(address, allowedHosts, Set.of(HttpMethod.GET));
    return new GuardedServer(
        vertx, address, guard, router, errors, code -> events.rejected(NO_CONTRACT, code));
  }

  private String index(ListenAddress address) {
    StringBuilder page = new StringBuilder("sts-broker at http://" + address + "\n\nContracts\n");
    contracts.forEach(
        contract ->
            page.append("  ")
                .append(contract.name())
                .append(": ")
                .append(contract.usage())
                .append('\n'));
    page.append("\nProfiles\n");
    broker.profileNames().forEach(name -> page.append("  ").append(name).append('\n'));
    return page.toString();
  }
}
