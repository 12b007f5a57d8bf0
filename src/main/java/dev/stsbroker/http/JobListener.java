package dev.stsbroker.http;

import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.time.Timing;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What jobs talk to: every contract, and a page that lists them. */
public final class JobListener {
  /** Label of requests that reached no contract. */
  private static final String NO_CONTRACT = "none";

  private static final Set<HttpMethod> READ = Set.of(HttpMethod.GET);

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
    router.get("/").handler(context -> index(context.request(), address));
    contracts.forEach(contract -> contract.mount(router));
    RequestGuard guard = new RequestGuard(address, allowedHosts, this::methods);
    return new GuardedServer(
        vertx, address, guard, router, errors, code -> events.rejected(NO_CONTRACT, code));
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

  private void index(HttpServerRequest request, ListenAddress address) {
    int port = request.connection().localAddress().port();
    String base = "http://" + new ListenAddress(address.host(), port);
    StringBuilder page = new StringBuilder("sts-broker at " + base + "\n\nContracts\n");
    for (Contract contract : contracts) {
      page.append("  %s: %s\n".formatted(contract.name(), contract.usage()));
      page.append("    %s\n".formatted(contract.example(base)));
    }
    page.append("\nProfiles\n");
    broker.profileNames().forEach(name -> page.append("  %s\n".formatted(shown(name))));
    Replies.text(request.response(), page.toString());
  }

  /** The profile, as a request names it, with the values it takes. */
  private String shown(String name) {
    Profile profile = broker.profile(name);
    String query =
        profile == null
            ? ""
            : profile.recipe().parameters().names().stream()
                .map(parameter -> parameter + "=<" + parameter + ">")
                .collect(Collectors.joining("&"));
    return query.isEmpty() ? name : name + "?" + query;
  }
}
