package dev.stsbroker.http.contract;

import dev.stsbroker.http.Bodies;
import dev.stsbroker.http.Contract;
import dev.stsbroker.http.CredentialHandler;
import dev.stsbroker.http.Exchange;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * What {@code AWS_CONTAINER_CREDENTIALS_FULL_URI} points at, for tools that reach OSS by its
 * S3-compatible API: one GET, the AWS SDKs' own keys.
 */
public final class AwsContainerContract implements Contract {
  private static final String NAME = "aws-container";

  private final CredentialHandler handler;

  public AwsContainerContract(CredentialHandler handler) {
    this.handler = handler;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String usage() {
    return "GET /aws/<profile>";
  }

  @Override
  public String example(String base) {
    return "AWS_CONTAINER_CREDENTIALS_FULL_URI=" + base + "/aws/<profile>";
  }

  @Override
  public void mount(Router router) {
    router.get("/aws/:profile").handler(this::handle);
  }

  private void handle(RoutingContext context) {
    Exchange exchange = handler.begin(context.request(), NAME);
    handler.credentials(exchange, context.pathParam("profile"), Bodies::aws);
  }
}
