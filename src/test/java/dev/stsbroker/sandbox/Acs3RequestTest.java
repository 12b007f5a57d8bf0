package dev.stsbroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.cloud.AdjustableClock;
import dev.stsbroker.testing.cloud.Signing;
import dev.stsbroker.testing.cloud.StsClient;
import dev.stsbroker.testing.cloud.TestCloud;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests signed in the {@code Authorization} header, sent over a socket. */
class Acs3RequestTest {
  private final AdjustableClock clock = new AdjustableClock();
  private final TestCloud cloud = new TestCloud(clock);
  private final StsClient client = new StsClient(cloud.sandbox().stsPort(), clock);

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void acs3_isAccepted_withActionAndVersionInHeadersAlone() {
    NavigableMap<String, String> headers = acs3Headers();
    Map<String, String> query =
        Map.of("RoleArn", TestCloud.role("adminrole"), "RoleSessionName", "alice");
    var request = client.post("/?" + Signing.query(query));
    headers.forEach(request::header);
    String signature = Signing.acs3(TestCloud.KEY, "POST", query, headers);

    assertThat(StsClient.code(client.send(request.header("Authorization", signature))))
        .isEqualTo("200 OK");
    assertThat(cloud.cloud().succeeded("AssumeRole")).isEqualTo(1);
    assertThat(StsClient.code(client.send(request))).isEqualTo("400 SignatureNonceUsed");
  }

  @Test
  void acs3_isRefused_whenAHeaderIsNotSigned() {
    NavigableMap<String, String> headers = acs3Headers();
    Map<String, String> query = Map.of();
    var request = client.post("/");
    headers.forEach(request::header);
    request.header("x-acs-extra", "1");
    String signature = Signing.acs3(TestCloud.KEY, "POST", query, headers);

    assertThat(StsClient.code(client.send(request.header("Authorization", signature))))
        .isEqualTo("400 IncompleteSignature");
  }

  @Test
  void acs3_signsTheBody() {
    Map<String, String> parameters = StsClient.assume("adminrole");
    String body = Signing.query(parameters);
    NavigableMap<String, String> headers = acs3Headers();
    headers.put("x-acs-content-sha256", Signing.sha256(body));
    String signature = Signing.acs3(TestCloud.KEY, "POST", Map.of(), headers);

    assertThat(StsClient.code(client.send(acs3Form(headers, signature, body + "1"))))
        .isEqualTo("400 SignatureDoesNotMatch");
    assertThat(StsClient.code(client.send(acs3Form(headers, signature, body)))).isEqualTo("200 OK");
  }

  @Test
  void acs3_wantsItsHeaders() {
    for (String missing : List.of("x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256")) {
      NavigableMap<String, String> headers = acs3Headers();
      headers.remove(missing);
      String signature = Signing.acs3(TestCloud.KEY, "POST", Map.of(), headers);

      assertThat(StsClient.code(client.send(acs3Form(headers, signature, ""))))
          .isIn("400 MissingTimestamp", "400 MissingSignatureNonce", "400 IncompleteSignature");
    }
  }

  private NavigableMap<String, String> acs3Headers() {
    Instant now = clock.instant();
    return new TreeMap<>(
        Map.of(
            "x-acs-action", "AssumeRole",
            "x-acs-content-sha256", Signing.sha256(""),
            "x-acs-date", now.truncatedTo(ChronoUnit.SECONDS).toString(),
            "x-acs-signature-nonce", "nonce-1",
            "x-acs-version", "2015-04-01"));
  }

  private HttpRequest.Builder acs3Form(Map<String, String> headers, String signature, String body) {
    HttpRequest.Builder request =
        client
            .post("/")
            .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
            .header("Authorization", signature)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return request;
  }
}
