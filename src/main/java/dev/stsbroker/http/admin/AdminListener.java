package dev.stsbroker.http.admin;

import dev.stsbroker.http.ErrorWriter;
import dev.stsbroker.http.GuardedServer;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.http.Replies;
import dev.stsbroker.http.RequestGuard;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * The listener for operators and their tools: {@code /metrics}, {@code /livez}, {@code /readyz},
 * {@code /status}, {@code /configuration}.
 */
public final class AdminListener {
  private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.POST);

  private final Health health;
  private final Requests requests;
  private final ErrorWriter errors;
  private final Orders orders;

  /**
   * What is answered in more steps than one.
   *
   * @param metrics {@code GET /metrics}
   * @param refreshes {@code POST /profiles/<name>/refresh}
   * @param reload {@code POST /reload}
   * @param configuration {@code GET /configuration}
   */
  public record Requests(
      MetricsRequest metrics,
      ForcedRefresh refreshes,
      ReloadRequest reload,
      ConfigurationRequest configuration) {}

  /**
   * @param orders told of every order, and of every request refused
   */
  public AdminListener(Health health, Requests requests, ErrorWriter errors, Orders orders) {
    this.health = health;
    this.requests = requests;
    this.errors = errors;
    this.orders = orders;
  }

  /** A server for {@code address}, not yet listening. */
  public GuardedServer server(Vertx vertx, ListenAddress address, Set<String> allowedHosts) {
    Router router = Router.router(vertx);
    router.get("/").handler(this::index);
    router.get("/livez").handler(context -> Replies.text(context.response(), "live\n"));
    router.get("/readyz").handler(this::ready);
    router.get("/status").handler(this::status);
    router.get("/metrics").handler(requests.metrics()::handle);
    router.get("/configuration").handler(requests.configuration()::handle);
    router.post("/reload").handler(orders.heard("reload-order", requests.reload()::handle));
    router
        .post("/profiles/:profile/refresh")
        .handler(orders.heard("refresh-order", requests.refreshes()::handle));
    RequestGuard guard = new RequestGuard(address, allowedHosts, path -> METHODS);
    return new GuardedServer(vertx, address, guard, router, errors, orders::refused);
  }

  private void index(RoutingContext context) {
    Replies.text(
        context.response(),
        "sts-broker admin\n\n/livez\n/readyz\n/status\n/configuration\n/metrics\n"
            + "POST /profiles/<name>/refresh\nPOST /reload\n\n"
            + health.page());
  }

  private void ready(RoutingContext context) {
    HttpServerResponse response = context.response();
    response.setStatusCode(health.ready() ? 200 : 503);
    Replies.text(response, health.page());
  }

  private void status(RoutingContext context) {
    Replies.json(context.response(), health.status().toBuffer());
  }
}
