package dev.stsbroker.source;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A metadata service and credentials URI on a free port, as well or badly behaved as is told. */
public final class MetadataStub {
  private static final String ROLES = "/latest/meta-data/ram/security-credentials/";

  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  public volatile int tokenStatus = 200;
  public volatile boolean tokenRequired;
  public volatile String role = "instance-role";
  public volatile int status = 200;
  public volatile String body = session("STS.first", "2026-01-01T06:00:00Z");
  public volatile boolean silent;

  public MetadataStub(Vertx vertx) throws Exception {
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
  }

  public static String session(String id, String expiration) {
    return """
        {"AccessKeyId":"%s","AccessKeySecret":"planted","Expiration":"%s","SecurityToken":"t",
         "LastUpdated":"2026-01-01T00:00:00Z","Code":"Success"}"""
        .formatted(id, expiration);
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.actualPort() + path);
  }

  /** Method, path and, in brackets, the metadata token of each request. */
  public List<String> requests() {
    return requests;
  }

  private void answer(HttpServerRequest request) {
    String token = request.getHeader("X-aliyun-ecs-metadata-token");
    requests.add(
        request.method() + " " + request.path() + (token == null ? "" : " [" + token + "]"));
    if (silent) {
      return;
    }
    if (request.path().equals("/latest/api/token")) {
      boolean whole = request.getHeader("X-aliyun-ecs-metadata-token-ttl-seconds") != null;
      end(request, whole ? tokenStatus : 400, "the-token");
    } else if (tokenRequired && !"the-token".equals(token)) {
      end(request, 403, "");
    } else if (request.path().equals(ROLES)) {
      end(request, role.isEmpty() ? 404 : 200, role);
    } else if (request.path().equals("/moved")) {
      request.response().putHeader("Location", uri("/elsewhere").toString());
      end(request, 302, "");
    } else {
      end(request, status, body);
    }
  }

  private static void end(HttpServerRequest request, int status, String body) {
    request.response().setStatusCode(status).end(body);
  }
}
