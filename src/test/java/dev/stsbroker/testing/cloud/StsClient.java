package dev.stsbroker.testing.cloud;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Signs and sends requests over a socket. */
public final class StsClient {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(60))
          .build();
  private final int port;
  private final InstantSource clock;

  public StsClient(int port, InstantSource clock) {
    this.port = port;
    this.clock = clock;
  }

  /** What AssumeRole needs. */
  public static Map<String, String> assume(String role) {
    return new TreeMap<>(
        Map.of(
            "Action", "AssumeRole",
            "RoleArn", TestCloud.role(role),
            "RoleSessionName", "alice@x"));
  }

  /** The key of a session of adminrole, narrowed to statements with apostrophes for quotes. */
  public AccessKey session(String statements) {
    Map<String, String> request = assume("adminrole");
    String policy = "{'Version':'1','Statement':[" + statements + "]}";
    request.put("Policy", policy.replace('\'', '"'));
    return key(call(TestCloud.KEY, request));
  }

  /** The key of a session of adminrole that may do {@code action} on everything. */
  public AccessKey sessionFor(String action) {
    return session("{'Effect':'Allow','Action':'%s','Resource':'*'}".formatted(action));
  }

  /** The parameters with the common ones, unsigned. */
  public Map<String, String> common(AccessKey key, Map<String, String> parameters) {
    Map<String, String> all = new TreeMap<>();
    all.put("AccessKeyId", key.id());
    all.put("Format", "JSON");
    all.put("SignatureMethod", "HMAC-SHA1");
    all.put("SignatureNonce", UUID.randomUUID().toString());
    all.put("SignatureVersion", "1.0");
    all.put("Timestamp", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    all.put("Version", "2015-04-01");
    Secret token = key.securityToken();
    if (token != null) {
      all.put("SecurityToken", token.reveal());
    }
    all.putAll(parameters);
    return all;
  }

  /** All parameters and the signature, as a query. */
  String signed(AccessKey key, Map<String, String> parameters) {
    Map<String, String> all = common(key, parameters);
    all.values().removeIf(String::isEmpty);
    all.putIfAbsent("Signature", Signing.rpc(key, "POST", all));
    return Signing.query(all);
  }

  public HttpResponse<String> call(AccessKey key, Map<String, String> parameters) {
    return send(post("/?" + signed(key, parameters)));
  }

  public CompletableFuture<HttpResponse<String>> callAsync(
      AccessKey key, Map<String, String> parameters) {
    HttpRequest request = post("/?" + signed(key, parameters)).build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  public HttpRequest.Builder post(String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
        .timeout(Duration.ofSeconds(60))
        .POST(HttpRequest.BodyPublishers.noBody());
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new BrokenConnection(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public static JsonObject body(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  public static String code(HttpResponse<String> response) {
    return response.statusCode() + " " + body(response).getString("Code", "OK");
  }

  /** The key in an answer of AssumeRole. */
  public static AccessKey key(HttpResponse<String> response) {
    JsonObject credentials = body(response).getJsonObject("Credentials");
    return new AccessKey(
        credentials.getString("AccessKeyId"),
        Secret.of(credentials.getString("AccessKeySecret")),
        Secret.of(credentials.getString("SecurityToken")));
  }

  /** The answer did not arrive. */
  public static final class BrokenConnection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenConnection(IOException cause) {
      super(cause);
    }
  }
}
