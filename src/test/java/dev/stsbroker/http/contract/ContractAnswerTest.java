package dev.stsbroker.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.http.ErrorForm;
import dev.stsbroker.http.RawAnswer;
import dev.stsbroker.http.RawConnection;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers of {@code auth-server} and {@code aws-container}, to the byte. */
public class ContractAnswerTest {
  private static TestingBroker broker;
  private static RawAnswer flat;

  @BeforeAll
  static void start() throws Exception {
    broker =
        TestingBroker.startOnManualTime(
            TestingBroker.profile("reader", true), TestingBroker.profile("cold", false));
    flat = get("/credentials/reader");
    broker
        .sandbox()
        .cloud()
        .faults()
        .always(Fault.refuse(403, "NoPermission", "You are not authorized to do this.", null));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/auth/reader", "/auth/reader?", "/auth/reader/", "//auth//reader"})
  void authServer_answersWithTheFlatBody_whenThereIsACredential(String target) throws Exception {
    assertThat(get(target)).isEqualTo(flat);
    assertThat(flat.body()).startsWith("{\"Code\":\"Success\",\"StatusCode\":\"200\",");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Authorization: s3cret", "Authorization: Bearer s3cret"})
  void awsContainer_answersWithItsFourKeys_whateverItsAuthorization(String header)
      throws Exception {
    JsonObject keys = flat.json();
    String request = header.isEmpty() ? aws() : RawConnection.get("/aws/reader", header);
    RawAnswer answer = RawConnection.ask(broker.port(), request);
    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(answer.headers())
        .containsExactlyInAnyOrder(
            "Content-Type: application/json",
            "Content-Length: " + answer.body().length(),
            "Cache-Control: no-store",
            "X-Content-Type-Options: nosniff",
            "Keep-Alive: timeout=10");
    assertThat(answer.body())
        .isEqualTo(
            "{\"AccessKeyId\":\""
                + keys.getString("AccessKeyId")
                + "\",\"SecretAccessKey\":\""
                + keys.getString("AccessKeySecret")
                + "\",\"Token\":\""
                + keys.getString("SecurityToken")
                + "\",\"Expiration\":\"2026-01-01T01:00:00Z\"}");
  }

  @Tag("quirk-10")
  @ParameterizedTest
  @CsvSource({
    "/auth/nobody, 404, UnknownProfile",
    "/auth/reader?job=1, 400, InvalidParameter",
    "/auth, 404, NotFound",
    "//auth/reader/more, 404, NotFound",
    "/auth/./reader, 400, BadRequest",
    "/auth/cold, 502, StsRefused"
  })
  void authServer_failsInItsOwnForm_whoeverRefuses(String target, int status, String code)
      throws Exception {
    assertStatusForm(get(target), status, code);
  }

  @Test
  void authServer_failsInItsOwnForm_whenTheGuardRefuses() throws Exception {
    String forwarded = RawConnection.get("/auth/reader", "X-Forwarded-For: 10.0.0.1");
    assertStatusForm(RawConnection.ask(broker.port(), forwarded), 403, "ForwardedRefused");
    String put = RawConnection.request("PUT", "/auth/reader");
    assertStatusForm(RawConnection.ask(broker.port(), put), 405, "MethodNotAllowed");
  }

  @ParameterizedTest
  @CsvSource({
    "/aws/nobody, 404, UnknownProfile",
    "/aws, 404, NotFound",
    "/aws/cold, 502, StsRefused"
  })
  void awsContainer_saysItInTheCaseThatAwsReads_whenItFails(String target, int status, String code)
      throws Exception {
    RawAnswer answer = get(target);
    JsonObject body = answer.json();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(body.fieldNames())
        .containsExactly("Code", "Message", "RequestId", "code", "message");
    assertThat(body.getString("code")).isEqualTo(code).isEqualTo(body.getString("Code"));
    assertThat(body.getString("message")).isNotBlank().isEqualTo(body.getString("Message"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/authority", "/awsome", "/AUTH/reader", "/x/auth/reader"})
  void failure_isInThePlainForm_whenThePathIsNoContracts(String target) throws Exception {
    ErrorForm.assertFailure(get(target), "NotFound");
  }

  @Test
  void index_hasItsOwnAddress_whenThePortWasChosenByTheSystem() throws Exception {
    String base = "http://127.0.0.1:" + broker.port();
    assertThat(get("/").body())
        .startsWith("sts-broker at " + base + "\n")
        .contains(
            "  ecs-metadata: PUT /latest/api/token, GET /latest/meta-data/ram/",
            "    ALIBABA_CLOUD_ECS_METADATA_SERVICE_ENDPOINT=" + base + "/profile/<profile>\n",
            "    ALIBABA_CLOUD_CREDENTIALS_URI=" + base + "/credentials/<profile>\n",
            "  auth-server: GET /auth/<profile>\n",
            "    AWS_CONTAINER_CREDENTIALS_FULL_URI=" + base + "/aws/<profile>\n",
            "\nProfiles\n  cold\n  reader\n");
  }

  private static String aws() {
    return RawConnection.get("/aws/reader");
  }

  private static RawAnswer get(String target) throws Exception {
    return RawConnection.ask(broker.port(), RawConnection.get(target));
  }

  private static void assertStatusForm(RawAnswer answer, int status, String code) {
    JsonObject body = answer.json();
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(body.fieldNames()).containsExactly("StatusCode", "ErrorCode", "ErrorMessage");
    assertThat(body.getString("StatusCode")).isEqualTo(Integer.toString(status));
    assertThat(body.getString("ErrorCode")).isEqualTo(code);
    assertThat(body.getString("ErrorMessage")).isNotBlank();
  }
}
