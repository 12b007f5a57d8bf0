package dev.stsbroker.http.contract;

import dev.stsbroker.http.Bodies;
import dev.stsbroker.http.Contract;
import dev.stsbroker.http.CredentialHandler;
import dev.stsbroker.http.Exchange;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * What {@code ALIBABA_CLOUD_CREDENTIALS_URI} points at: one GET, no header, the flat body.
 *
 * <p>{@code /credentials} is the default profile, {@code /credentials/<profile>} a named one.
 */
public final class CredentialsUriContract implements Contract {
  private static final String NAME = "credentials-uri";

  private final CredentialHandler handler;

  public CredentialsUriContract(CredentialHandler handler) {
    this.handler = handler;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String usage() {
    return "GET /credentials, GET /credentials/<profile>";
  }

  @Override
  public String example(String base) {
    return "ALIBABA_CLOUD_CREDENTIALS_URI=" + base + "/credentials/<profile>";
  }

  @Override
  public void mount(Router router) {
    router.get("/credentials").handler(this::handle);
    router.get("/credentials/:profile").handler(this::handle);
  }

  private void handle(RoutingContext context) {
    Exchange exchange = handler.begin(context.request(), NAME);
    handler.credentials(exchange, context.pathParam("profile"), Bodies::flat);
  }
}
