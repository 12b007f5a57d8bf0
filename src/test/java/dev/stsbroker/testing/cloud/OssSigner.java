package dev.stsbroker.testing.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests to OSS in version 1, apart from the sandbox's code, and sends them. */
public final class OssSigner {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  public OssSigner(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  /** A signed request, not yet sent: tests spoil it first. */
  public static Map<String, String> headers(
      AccessKey key, String method, String resource, Instant now) {
    return headers(key, method, resource, now, Map.of());
  }

  /** The same with more headers of OSS's, which are signed. */
  public static Map<String, String> headers(
      AccessKey key, String method, String resource, Instant now, Map<String, String> more) {
    Map<String, String> headers = new TreeMap<>(more);
    headers.put("x-oss-date", DATE.format(now));
    Secret token = key.securityToken();
    if (token != null) {
      headers.put("x-oss-security-token", token.reveal());
    }
    StringBuilder text = new StringBuilder(method + "\n\n\n" + DATE.format(now) + "\n");
    headers.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    headers.put("Authorization", "OSS " + key.id() + ":" + sign(key, text + resource));
    return headers;
  }

  public static String sign(AccessKey key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.secret().reveal().getBytes(UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public HttpResponse<String> send(String method, String target, Map<String, String> headers) {
    return send(method, target, headers, "");
  }

  public HttpResponse<String> send(
      String method, String target, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + target))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new StsClient.BrokenConnection(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Status and code of an error, {@code 200 OK} without one. */
  public static String code(HttpResponse<String> response) {
    String body = response.body();
    int start = body.indexOf("<Code>");
    String code =
        start < 0 ? "OK" : body.substring(start + "<Code>".length(), body.indexOf("</Code>"));
    return response.statusCode() + " " + code;
  }
}
