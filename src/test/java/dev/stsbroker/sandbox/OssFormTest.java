package dev.stsbroker.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.sandbox.SandboxOss.OssCall;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.cloud.AdjustableClock;
import dev.stsbroker.testing.cloud.OssSigner;
import dev.stsbroker.testing.cloud.RawHttp;
import dev.stsbroker.testing.cloud.StsClient;
import dev.stsbroker.testing.cloud.TestCloud;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What pages in browsers send: questions before requests, and forms with a file. */
class OssFormTest {
  private static final String PAGE = "http://localhost:8000";
  private static final String BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW";
  private static final String ANY = "[\"starts-with\", \"$key\", \"\"]";

  private final AdjustableClock clock = new AdjustableClock();
  private TestCloud cloud;
  private AccessKey writer;
  private AccessKey reader;

  @BeforeEach
  void start() {
    JsonObject settings = TestCloud.settings().put("oss", "127.0.0.1:0").put("ossCapacity", "8MiB");
    JsonObject lake =
        new JsonObject().put("name", "lake").put("allowedOrigins", new JsonArray().add(PAGE));
    JsonObject closed = new JsonObject().put("name", "closed");
    settings
        .getJsonArray("accounts")
        .getJsonObject(0)
        .put("buckets", new JsonArray().add(lake).add(closed));
    cloud = new TestCloud(settings, clock);
    StsClient sts = new StsClient(cloud.sandbox().stsPort(), clock);
    writer = sts.sessionFor("*");
    reader = sts.sessionFor("oss:Get*");
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  private SandboxOss oss() {
    return cloud.sandbox().oss().orElseThrow();
  }

  private String send(String method, String target, Map<String, String> headers, String body)
      throws Exception {
    byte[] bytes = body.getBytes(UTF_8);
    Map<String, String> sent = new LinkedHashMap<>(headers);
    sent.put("Content-Length", Integer.toString(bytes.length));
    try (RawHttp connection = new RawHttp(oss().port())) {
      return connection.head(method, target, sent).send(bytes).whole();
    }
  }

  private String stored(String key) {
    return oss().content("lake", key).map(content -> content.toString(UTF_8)).orElse("none");
  }

  @Test
  void question_isAnswered_asTheBucketsRuleHasIt() throws Exception {
    Map<String, String> question =
        Map.of(
            "Origin", PAGE,
            "Access-Control-Request-Method", "PUT",
            "Access-Control-Request-Headers", "authorization,x-oss-security-token");
    assertThat(send("OPTIONS", "/lake/a", question, ""))
        .startsWith("HTTP/1.1 200 OK")
        .contains("Access-Control-Allow-Origin: " + PAGE + "\n")
        .contains("Access-Control-Allow-Methods: PUT\n")
        .contains("Access-Control-Allow-Headers: authorization,x-oss-security-token\n");
    Map<String, String> other = new LinkedHashMap<>(question);
    other.put("Origin", "http://localhost:8001");
    assertThat(send("OPTIONS", "/lake/a", other, ""))
        .startsWith("HTTP/1.1 403 Forbidden")
        .contains("<Code>AccessForbidden<", "This CORS request is not allowed")
        .doesNotContain("Access-Control-Allow");
    assertThat(send("OPTIONS", "/closed/a", question, ""))
        .contains("403", "CORS is not enabled for this bucket.");
    assertThat(send("OPTIONS", "/none/a", question, "")).contains("404", "<Code>NoSuchBucket<");
  }

  @Test
  void answer_isShared_withPagesThatMayReadIt_refusalsToo() throws Exception {
    Map<String, String> headers = OssSigner.headers(writer, "GET", "/lake/a", clock.instant());
    headers.put("Origin", PAGE);
    assertThat(send("GET", "/lake/a", headers, ""))
        .contains("404", "Access-Control-Allow-Origin: " + PAGE, "Vary: Origin")
        .contains("Access-Control-Expose-Headers: ETag, x-oss-request-id");
    headers.put("Origin", "http://elsewhere");
    assertThat(send("GET", "/lake/a", headers, "")).doesNotContain("Access-Control");
    Map<String, String> rule = OssSigner.headers(writer, "GET", "/lake/?cors", clock.instant());
    assertThat(send("GET", "/lake/?cors", rule, ""))
        .contains("<AllowedOrigin>" + PAGE + "</AllowedOrigin>");
  }

  private String policy(String... conditions) {
    String text =
        "{\"expiration\": \""
            + clock.instant().plusSeconds(60)
            + "\", \"conditions\": ["
            + String.join(", ", conditions)
            + "]}";
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static Map<String, String> fields(AccessKey key, String policy) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("key", "up/a b.txt");
    fields.put("policy", policy);
    fields.put("OSSAccessKeyId", key.id());
    fields.put("signature", OssSigner.sign(key, policy));
    Secret token = key.securityToken();
    fields.put("x-oss-security-token", token == null ? "" : token.reveal());
    return fields;
  }

  private String post(Map<String, String> fields, String file) throws Exception {
    StringBuilder body = new StringBuilder();
    String part = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"";
    fields.forEach((name, value) -> body.append(part + name + "\"\r\n\r\n" + value + "\r\n"));
    body.append(part + "file\"; filename=\"f.txt\"\r\nContent-Type: text/x-mine\r\n\r\n");
    body.append(file).append("\r\n--" + BOUNDARY + "--\r\n");
    Map<String, String> headers =
        Map.of("Origin", PAGE, "Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    return send("POST", "/lake/", headers, body.toString());
  }

  @Test
  void form_isTaken_withWhatItsFieldsSay() throws Exception {
    Map<String, String> fields = fields(writer, policy(ANY, "{\"bucket\": \"lake\"}"));
    fields.put("x-oss-meta-by", "page");
    String large = "line\r\n--" + BOUNDARY.substring(0, 20) + "\r\n".repeat(100_000);

    assertThat(post(fields, large))
        .startsWith("HTTP/1.1 204 No Content")
        .contains("ETag: \"", "Access-Control-Allow-Origin: " + PAGE);
    assertThat(stored("up/a b.txt")).isEqualTo(large);
    assertThat(oss().calls()).last().extracting(OssCall::action).isEqualTo("oss:PutObject");
    Map<String, String> get = OssSigner.headers(reader, "GET", "/lake/up/a b.txt", clock.instant());
    assertThat(send("GET", "/lake/up/a%20b.txt", get, ""))
        .contains("x-oss-meta-by: page", "Content-Type: text/x-mine");
  }

  @Test
  void form_isAnswered_withTheStatusItAsksFor() throws Exception {
    Map<String, String> fields = fields(writer, policy(ANY));
    fields.put("key", "up/${filename}");
    fields.put("success_action_status", "201");
    assertThat(post(fields, "")).startsWith("HTTP/1.1 201").contains("<Key>up/f.txt</Key>");
    assertThat(stored("up/f.txt")).isEmpty();
    fields.put("success_action_status", "200");
    assertThat(post(fields, "x")).startsWith("HTTP/1.1 200");
  }

  @Test
  void form_isRefused_whenItsPolicyDoesNotLetIt() throws Exception {
    assertThat(post(fields(writer, policy("[\"starts-with\", \"$key\", \"other/\"]")), "x"))
        .contains("403", "Invalid according to Policy: Policy Condition failed", "0006-00000227");
    assertThat(post(fields(writer, policy("{\"bucket\": \"closed\"}")), "x")).contains("403");
    assertThat(post(fields(writer, policy("[\"in\", \"$key\", [\"b\"]]")), "x")).contains("403");
    assertThat(post(fields(writer, policy("[\"content-length-range\", 0, 3]")), "four"))
        .contains("400", "<Code>EntityTooLarge<");
    assertThat(post(fields(writer, policy("[\"content-length-range\", 5, 9]")), "four"))
        .contains("400", "<Code>EntityTooSmall<");
    assertThat(post(fields(writer, policy("[\"$key\"]")), "x")).contains("InvalidPolicyDocument");
    for (String text : List.of("no", "null", "[]", "{}", "{\"conditions\": []}", "\"x\"")) {
      String encoded = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
      assertThat(post(fields(writer, encoded), "x")).as(text).contains("InvalidPolicyDocument<");
    }
    assertThat(post(fields(writer, "-"), "x")).contains("<Code>InvalidPolicyDocument<");
    assertThat(post(fields(writer, policy("[\"content-length-range\", null, 9]")), "x"))
        .contains("<Code>InvalidPolicyDocument<");
    Map<String, String> late = fields(writer, policy(ANY));
    clock.advance(Duration.ofMinutes(2));
    assertThat(post(late, "x")).contains("403", "Invalid according to Policy: Policy expired.");
    assertThat(stored("up/a b.txt")).isEqualTo("none");
    assertThat(oss().used()).isZero();
  }

  @Test
  void form_isRefused_whenItsSenderMayNotWrite_beforeItsFile() throws Exception {
    Map<String, String> forged = fields(writer, policy(ANY));
    forged.put("policy", policy("{\"bucket\": \"lake\"}"));
    assertThat(post(forged, "x")).contains("403", "<Code>SignatureDoesNotMatch<");
    assertThat(post(Map.of("key", "a"), "x")).contains("403", "<Code>AccessDenied<");
    Map<String, String> bare = fields(writer, policy(ANY));
    bare.remove("x-oss-security-token");
    assertThat(post(bare, "x")).contains("403", "<Code>InvalidAccessKeyId<");
    assertThat(post(fields(reader, policy(ANY)), "x".repeat(1_000_000)))
        .contains("403", "Access denied by authorizer's policy.");
    Map<String, String> acl = fields(writer, policy(ANY));
    acl.put("x-oss-object-acl", "public-read");
    assertThat(post(acl, "x")).contains("501", "x-oss-object-acl");
    assertThat(oss().used()).isZero();
  }

  @Test
  void form_isRefused_whenItIsMalformed() throws Exception {
    Map<String, String> many = fields(writer, policy(ANY));
    many.put("x", "x".repeat(70_000));
    assertThat(post(many, "x")).contains("400", "<Code>MalformedPOSTRequest<");
    Map<String, String> plain = Map.of("Content-Type", "text/plain");
    assertThat(send("POST", "/lake/", plain, "x")).contains("<Code>MalformedPOSTRequest<");
    Map<String, String> form = Map.of("Content-Type", "multipart/form-data; boundary=b");
    assertThat(send("POST", "/lake/", form, "--b\r\n\r\n")).contains("MalformedPOSTRequest");
    assertThat(send("POST", "/lake/", form, "")).contains("MalformedPOSTRequest");
  }
}
