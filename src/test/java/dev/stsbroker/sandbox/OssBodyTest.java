package dev.stsbroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.testing.Waiting;
import dev.stsbroker.testing.cloud.AdjustableClock;
import dev.stsbroker.testing.cloud.OssSigner;
import dev.stsbroker.testing.cloud.RawHttp;
import dev.stsbroker.testing.cloud.StsClient;
import dev.stsbroker.testing.cloud.TestCloud;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the bodies of requests: who is asked first, where they go, what they may be. */
class OssBodyTest {
  private static final String PATH = "/lake/a.bin";
  private static final int MIB = 1024 * 1024;
  private static final Map<String, String> CHUNKED = Map.of("Transfer-Encoding", "chunked");

  private final AdjustableClock clock = new AdjustableClock();
  private TestCloud cloud;
  private OssSigner client;
  private AccessKey writer;
  private AccessKey reader;

  @BeforeEach
  void start() {
    JsonObject settings = TestCloud.settings().put("oss", "127.0.0.1:0").put("ossCapacity", "8MiB");
    JsonObject lake = new JsonObject().put("name", "lake");
    settings.getJsonArray("accounts").getJsonObject(0).put("buckets", new JsonArray().add(lake));
    cloud = new TestCloud(settings, clock);
    client = new OssSigner(oss().port());
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

  private Map<String, String> signed(AccessKey key, String method, String resource) {
    return OssSigner.headers(key, method, resource, clock.instant());
  }

  private Map<String, String> put(AccessKey key, Map<String, String> more) {
    Map<String, String> headers = signed(key, "PUT", PATH);
    headers.putAll(more);
    return headers;
  }

  private RawHttp raw() throws Exception {
    return new RawHttp(oss().port());
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"17825792", "9000000000000000000"})
  void unsigned_isRefused_beforeAByteOfItsBody(String length) throws Exception {
    try (RawHttp connection = raw()) {
      connection.head("PUT", PATH, Map.of("Content-Length", length));
      assertThat(connection.answer()).isEqualTo("403 AccessDenied");
    }
    try (RawHttp connection = raw()) {
      connection.head("PUT", PATH, CHUNKED);
      assertThat(connection.answer()).isEqualTo("403 AccessDenied");
    }
    try (RawHttp connection = raw()) {
      connection.head("POST", "/lake/?delete", CHUNKED);
      assertThat(connection.answer()).isEqualTo("403 AccessDenied");
    }
  }

  @Test
  void sessionThatMayOnlyRead_isToldSo_whateverItSends() throws Exception {
    try (RawHttp connection = raw()) {
      connection.head("PUT", PATH, put(reader, CHUNKED));
      for (int i = 0; i < 25; i++) {
        connection.chunk(new byte[MIB]);
      }
      connection.chunk(new byte[0]);
      assertThat(connection.answer()).isEqualTo("403 AccessDenied");
      assertThat(connection.ended()).isTrue();
    }
    HttpResponse<String> answer =
        client.send("PUT", PATH, signed(reader, "PUT", PATH), "x".repeat(10 * MIB));
    assertThat(OssSigner.code(answer)).isEqualTo("403 AccessDenied");
    assertThat(oss().used()).isZero();
  }

  @Test
  void senderThatWaitsForAWord_hearsTheRefusalAlone() throws Exception {
    Map<String, String> expecting = Map.of("Expect", "100-continue", "Content-Length", "4");
    try (RawHttp connection = raw()) {
      connection.head("PUT", PATH, put(reader, expecting));
      assertThat(connection.answer()).isEqualTo("403 AccessDenied");
    }
    try (RawHttp connection = raw()) {
      connection.head("PUT", PATH, put(writer, expecting));
      assertThat(connection.line()).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(connection.line()).isEmpty();
      assertThat(connection.send(bytes(4)).answer()).isEqualTo("200 OK");
    }
    assertThat(oss().content("lake", "a.bin")).contains(Buffer.buffer(bytes(4)));
  }

  @ParameterizedTest
  @CsvSource({"8388609, 400 EntityTooLarge", "5368709121, 400 EntityTooLarge"})
  void length_isRefused_ifThereIsNoRoomForIt(String length, String code) throws Exception {
    try (RawHttp connection = raw()) {
      connection.head("PUT", PATH, put(writer, Map.of("Content-Length", length)));
      assertThat(connection.answer()).isEqualTo(code);
    }
  }

  @Test
  void bodyWithoutLength_isTaken_asFarAsThereIsRoom() throws Exception {
    try (RawHttp connection = raw()) {
      connection.head("PUT", PATH, put(writer, CHUNKED));
      connection.chunk(bytes(3 * MIB)).chunk(bytes(10)).chunk(new byte[0]);
      assertThat(connection.answer()).isEqualTo("200 OK");
      connection.head("PUT", "/lake/b", chunkedPut("/lake/b"));
      for (int i = 0; i < 6; i++) {
        connection.chunk(new byte[MIB]);
      }
      assertThat(connection.chunk(new byte[0]).answer()).isEqualTo("400 EntityTooLarge");
    }
    Buffer whole = Buffer.buffer(bytes(3 * MIB)).appendBytes(bytes(10));
    assertThat(oss().content("lake", "a.bin")).contains(whole);
    assertThat(oss().content("lake", "b")).isEmpty();
    assertThat(oss().used()).isEqualTo(whole.length());
  }

  private Map<String, String> chunkedPut(String resource) {
    Map<String, String> headers = signed(writer, "PUT", resource);
    headers.putAll(CHUNKED);
    return headers;
  }

  @Test
  void bodyThatBreaksOff_leavesNothing() throws Exception {
    try (RawHttp connection = raw()) {
      connection.head("PUT", PATH, put(writer, Map.of("Content-Length", "4000000")));
      connection.send(new byte[MIB]);
      while (oss().used() == 0) {
        Thread.onSpinWait();
      }
    }
    while (oss().used() > 0) {
      Thread.onSpinWait();
    }
    assertThat(oss().content("lake", "a.bin")).isEmpty();
    assertThat(oss().calls()).isEmpty();
  }

  @Test
  void crowdOfUnsignedBodies_hurtsNobody() throws Exception {
    List<RawHttp> crowd = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      RawHttp one = raw();
      crowd.add(one.head("PUT", PATH, CHUNKED).chunk(new byte[60 * 1024]));
    }
    HttpResponse<String> answer = client.send("PUT", PATH, signed(writer, "PUT", PATH), "mine");
    assertThat(OssSigner.code(answer)).isEqualTo("200 OK");
    for (RawHttp one : crowd) {
      assertThat(one.answer()).isEqualTo("403 AccessDenied");
      one.close();
    }
  }

  @Test
  void document_isBounded_inBytesAndInElements() {
    assertThat(delete("<Delete>" + "x".repeat(2 * MIB) + "</Delete>"))
        .isEqualTo("400 EntityTooLarge");
    assertThat(delete("<Delete>" + "<a/>".repeat(40_000) + "</Delete>"))
        .isEqualTo("400 MalformedXML");
    oss().put("lake", "a.bin", Buffer.buffer("x"));
    assertThat(delete("<Delete><Object><Key>a.bin</Key></Object></Delete>")).isEqualTo("200 OK");
    assertThat(oss().content("lake", "a.bin")).isEmpty();
  }

  private String delete(String document) {
    String resource = "/lake/?delete";
    return OssSigner.code(
        client.send("POST", resource, signed(writer, "POST", resource), document));
  }

  @Test
  void object_isReadAsItWas_whileItIsReplaced() throws Exception {
    byte[] before = bytes(6 * MIB);
    oss().put("lake", "a.bin", Buffer.buffer(before));
    try (RawHttp connection = raw()) {
      connection.head("GET", PATH, signed(writer, "GET", PATH));
      assertThat(connection.line()).isEqualTo("HTTP/1.1 200 OK");
      oss().put("lake", "a.bin", Buffer.buffer("after"));
      while (!connection.line().isEmpty()) {
        // The rest of the head.
      }
      assertThat(connection.read(before.length)).isEqualTo(before);
    }
    assertThat(oss().content("lake", "a.bin")).contains(Buffer.buffer("after"));
    Waiting.until("the old object is let go", () -> oss().used() == "after".length());
  }

  @Test
  void metadata_isBounded() {
    Map<String, String> headers = signed(writer, "PUT", PATH);
    headers.put("Content-Disposition", "x".repeat(9_000));
    assertThat(OssSigner.code(client.send("PUT", PATH, headers, "body")))
        .isEqualTo("400 InvalidArgument");
  }
}
