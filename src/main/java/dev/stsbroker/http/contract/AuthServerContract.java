package dev.stsbroker.http.contract;

import dev.stsbroker.http.Bodies;
import dev.stsbroker.http.Contract;
import dev.stsbroker.http.CredentialHandler;
import dev.stsbroker.http.Exchange;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The "STS auth server" that the OSS SDKs for mobile systems and Java's {@code
 * CustomSessionCredentialsProvider} read: one GET, the flat body, whose {@code StatusCode} they go
 * by.
 *
 * <p>Failures have their real HTTP status as well as the one in the body.
 */
public final class AuthServerContract implements Contract {
  private static final String NAME = "auth-server";

  private final CredentialHandler handler;

  public AuthServerContract(CredentialHandler handler) {
    this.handler = handler;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String usage() {
    return "GET /auth/<profile>";
  }

  @Override
  public String example(String base) {
    return "newCustomSessionCredentialsProvider(\"" + base + "/auth/<profile>\")";
  }

  @Override
  public void mount(Router router) {
    router.get("/auth/:profile").handler(this::handle);
  }

  private void handle(RoutingContext context) {
    Exchange exchange = handler.begin(context.request(), NAME);
    handler.credentials(exchange, context.pathParam("profile"), Bodies::flat);
  }
}
