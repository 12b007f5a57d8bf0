package dev.stsbroker.http.contract;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;

/**
 * The contracts of one GET, whose last segment is the profile and whose answer is one body: three
 * tables for one way.
 */
public final class SingleGetContract implements Contract {
  private final CredentialHandler handler;
  private final Format format;

  /**
   * What tells one of them from the others.
   *
   * @param name the contract's
   * @param routes its paths
   * @param usage its requests, for the index page
   * @param example how a client is pointed at it, with {@code BASE} for the listener's URL
   * @param body which of the bodies it sends
   */
  public record Format(
      String name,
      List<String> routes,
      String usage,
      String example,
      Function<Bodies, Buffer> body) {
    /**
     * What {@code ALIBABA_CLOUD_CREDENTIALS_URI} points at: no header, the flat body. Without a
     * name it is the default profile.
     */
    public static final Format CREDENTIALS_URI =
        new Format(
            "credentials-uri",
            List.of("/credentials", "/credentials/:profile"),
            "GET /credentials, GET /credentials/<profile>",
            "ALIBABA_CLOUD_CREDENTIALS_URI=BASE/credentials/<profile>",
            Bodies::flat);

    /**
     * The "STS auth server" that the OSS SDKs for mobile systems and Java's {@code
     * CustomSessionCredentialsProvider} read: the flat body, whose {@code StatusCode} they go by.
     * Failures have their real HTTP status as well as the one in the body.
     */
    public static final Format AUTH_SERVER =
        new Format(
            "auth-server",
            List.of("/auth/:profile"),
            "GET /auth/<profile>",
            "newCustomSessionCredentialsProvider(\"BASE/auth/<profile>\")",
            Bodies::flat);

    /**
     * What {@code AWS_CONTAINER_CREDENTIALS_FULL_URI} points at, for tools that reach OSS by its
     * S3-compatible API: the AWS SDKs' own keys.
     */
    public static final Format AWS_CONTAINER =
        new Format(
            "aws-container",
            List.of("/aws/:profile"),
            "GET /aws/<profile>",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI=BASE/aws/<profile>",
            Bodies::aws);
  }

  public SingleGetContract(CredentialHandler handler, Format format) {
    this.handler = handler;
    this.format = format;
  }

  @Override
  public String name() {
    return format.name();
  }

  @Override
  public String usage() {
    return format.usage();
  }

  @Override
  public String example(String base) {
    return format.example().replace("BASE", base);
  }

  @Override
  public void mount(Router router) {
    format.routes().forEach(route -> router.get(route).handler(this::handle));
  }

  private void handle(RoutingContext context) {
    CredentialHandler.Exchange exchange = handler.begin(context.request(), format.name());
    handler.credentials(exchange, context.pathParam("profile"), Condition.NONE, format.body());
  }
}
