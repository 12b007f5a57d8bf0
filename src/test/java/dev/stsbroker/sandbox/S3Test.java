package dev.stsbroker.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.sandbox.SandboxOss.OssCall;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.cloud.AdjustableClock;
import dev.stsbroker.testing.cloud.RawHttp;
import dev.stsbroker.testing.cloud.StsClient;
import dev.stsbroker.testing.cloud.TestCloud;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OSS asked in S3's way: signatures, chunks and sums, and what is refused. */
class S3Test {
  private static final String PATH = "/lake/a.bin";
  private static final String CRC32 = "x-amz-checksum-crc32";
  private static final String CRC32_OF_HELLO = "NhCmhg==";

  private final AdjustableClock clock = new AdjustableClock();
  private TestCloud cloud;
  private AccessKey writer;
  private AccessKey reader;

  @BeforeEach
  void start() {
    JsonObject settings = TestCloud.settings().put("oss", "127.0.0.1:0").put("ossCapacity", "8MiB");
    JsonObject lake =
        new JsonObject().put("name", "lake").put("objects", new JsonObject().put("a.txt", "text"));
    settings.getJsonArray("accounts").getJsonObject(0).put("buckets", new JsonArray().add(lake));
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

  private S3Signer signer(AccessKey key) {
    return new S3Signer(key, clock.instant(), "cn-hangzhou");
  }

  private String answer(String method, String target, Map<String, String> headers, byte[] body)
      throws IOException {
    Map<String, String> sent = new HashMap<>(headers);
    sent.put("Content-Length", Integer.toString(body.length));
    try (RawHttp connection = new RawHttp(oss().port())) {
      return connection.head(method, target, sent).send(body).whole();
    }
  }

  private String get(S3Signer signer, Map<String, String> more) throws IOException {
    String hash = S3Signer.sha256("");
    return answer(
        "GET", "/lake/a.txt", signer.headers("GET", "/lake/a.txt", "", hash, more), new byte[0]);
  }

  private String stored() {
    return oss().content("lake", "a.bin").map(content -> content.toString(UTF_8)).orElse("none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cn-hangzhou", "oss-cn-hangzhou", "us-east-1"})
  void session_reads_whateverRegionItSignsFor(String region) throws Exception {
    assertThat(get(new S3Signer(reader, clock.instant(), region), Map.of()))
        .startsWith("HTTP/1.1 200 OK")
        .contains("x-amz-request-id: ", "x-amz-storage-class: STANDARD")
        .endsWith("text");
  }

  @Test
  void request_isRefused_whenItsTimeTokenKeyOrSignatureIsWrong() throws Exception {
    AccessKey otherSecret = new AccessKey(reader.id(), Secret.of("other"), reader.securityToken());
    AccessKey bare = new AccessKey(reader.id(), reader.secret(), null);
    AccessKey foreign = new AccessKey(reader.id(), reader.secret(), writer.securityToken());
    S3Signer late = new S3Signer(reader, clock.instant().minusSeconds(901), "cn-hangzhou");

    assertThat(get(signer(otherSecret), Map.of())).contains("403", "<Code>SignatureDoesNotMatch<");
    assertThat(get(signer(bare), Map.of())).contains("403", "<Code>InvalidAccessKeyId<");
    assertThat(get(signer(foreign), Map.of())).contains("AccessKeyIdAndSecurityTokenNotMatch<");
    assertThat(get(late, Map.of())).contains("403", "<Code>RequestTimeTooSkewed<");
    Map<String, String> unsigned =
        signer(reader).headers("GET", "/lake/a.txt", "", S3Signer.sha256(""), Map.of());
    unsigned.put("x-amz-meta-late", "1");
    assertThat(answer("GET", "/lake/a.txt", unsigned, new byte[0]))
        .contains("403", "<HeadersNotSigned>x-amz-meta-late<");
  }

  @Test
  void error_isThatOfS3_asOssSendsIt() throws Exception {
    S3Signer signer = signer(reader);
    String hash = S3Signer.sha256("hello");
    Map<String, String> headers = signer.headers("PUT", PATH, "", hash, Map.of());

    assertThat(answer("PUT", PATH, headers, "hello".getBytes(UTF_8)))
        .startsWith("HTTP/1.1 403 Forbidden")
        .contains("x-amz-request-id: ", "Content-Type: application/xml")
        .contains("<Error><Code>AccessDenied</Code>")
        .contains("<Message>Access denied by authorizer's policy.</Message><RequestId>")
        .contains("<HostId>127.0.0.1</HostId>");
    assertThat(stored()).isEqualTo("none");
  }

  @Test
  void body_isRefused_whenItIsNotWhatWasSigned() throws Exception {
    Map<String, String> headers =
        signer(writer).headers("PUT", PATH, "", S3Signer.sha256("hello"), Map.of());
    assertThat(answer("PUT", PATH, headers, "hella".getBytes(UTF_8)))
        .contains("400", "<Code>XAmzContentSHA256Mismatch<");
    Map<String, String> summed =
        signer(writer).headers("PUT", PATH, "", "UNSIGNED-PAYLOAD", Map.of(CRC32, CRC32_OF_HELLO));
    assertThat(answer("PUT", PATH, summed, "hella".getBytes(UTF_8)))
        .contains("400", "<Code>BadDigest<");
    assertThat(stored()).isEqualTo("none");
    assertThat(oss().used()).isZero();
    assertThat(answer("PUT", PATH, summed, "hello".getBytes(UTF_8))).contains(" 200 OK");
    assertThat(stored()).isEqualTo("hello");
  }

  /** What a body of chunks is to be. */
  private String chunked(String kind, String length, S3Signer signer, Body body)
      throws IOException {
    Map<String, String> more =
        new HashMap<>(
            Map.of("content-encoding", "aws-chunked", "x-amz-decoded-content-length", length));
    if (kind.endsWith("TRAILER")) {
      more.put("x-amz-trailer", CRC32);
    }
    Map<String, String> headers = signer.headers("PUT", PATH, "", kind, more);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    body.write(sent);
    return answer("PUT", PATH, headers, sent.toByteArray());
  }

  /** Writes the body, once that the head is signed. */
  private interface Body {
    void write(ByteArrayOutputStream sent);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void chunks_areTaken_signedOneByOne() throws Exception {
    S3Signer signer = signer(writer);
    byte[] large = new byte[200_000];
    Arrays.fill(large, (byte) 'x');

    String answer =
        chunked(
            S3Signer.CHUNKS,
            "200005",
            signer,
            sent -> {
              sent.writeBytes(signer.chunk(large));
              sent.writeBytes(signer.chunk(bytes("hello")));
              sent.writeBytes(signer.chunk(new byte[0]));
              sent.writeBytes(bytes("\r\n"));
            });

    assertThat(answer).contains(" 200 OK");
    assertThat(stored()).hasSize(200_005).endsWith("xhello");
  }

  @Test
  void chunks_areTaken_withASignedSumBehindThem() throws Exception {
    S3Signer signer = signer(writer);
    Body good = sent -> sumBehind(signer, sent, CRC32_OF_HELLO);

    assertThat(chunked(S3Signer.CHUNKS_AND_SUMS, "5", signer, good)).contains(" 200 OK");
    assertThat(stored()).isEqualTo("hello");
    assertThat(oss().calls()).last().extracting(OssCall::action).isEqualTo("oss:PutObject");
    Body bad = sent -> sumBehind(signer, sent, "AAAAAA==");
    assertThat(chunked(S3Signer.CHUNKS_AND_SUMS, "5", signer, bad))
        .contains("400", "<Code>BadDigest<");
  }

  private static void sumBehind(S3Signer signer, ByteArrayOutputStream sent, String sum) {
    sent.writeBytes(signer.chunk(bytes("hello")));
    sent.writeBytes(signer.chunk(new byte[0]));
    sent.writeBytes(signer.trailer(CRC32, sum));
  }

  @Test
  void chunk_isRefused_whenItsSignatureIsAnothers() throws Exception {
    S3Signer signer = signer(writer);
    Body swapped =
        sent -> {
          byte[] first = signer.chunk(bytes("hello"));
          sent.writeBytes(signer.chunk(bytes("world")));
          sent.writeBytes(first);
        };
    assertThat(chunked(S3Signer.CHUNKS, "10", signer, swapped))
        .contains("403", "<Code>SignatureDoesNotMatch<");
    Body spoilt = sent -> sent.writeBytes(bytes(good(signer).replace("hello", "hella")));
    assertThat(chunked(S3Signer.CHUNKS, "5", signer, spoilt))
        .contains("403", "<Code>SignatureDoesNotMatch<");
    assertThat(stored()).isEqualTo("none");
    assertThat(oss().used()).isZero();
  }

  private static String good(S3Signer signer) {
    return new String(signer.chunk(bytes("hello")), UTF_8);
  }

  @Test
  void unsignedChunks_areTaken_whenTheyAreWellFormed() throws Exception {
    String table =
        """
        5 5;hello;0;x-amz-checksum-crc32:NhCmhg==;; 200 OK
        5 3;hel;2;lo;0;x-amz-checksum-crc32:NhCmhg==;; 200 OK
        5 5;hello;0;x-amz-checksum-crc32:NhCmhA==;; BadDigest
        5 5;hello;0;; BadDigest
        5 5;hello;0;x-amz-checksum-crc32:NhCmhg==;x-amz-checksum-crc32:NhCmhg==;; InvalidRequest
        5 5;hello;0;x-amz-meta-more:1;; InvalidRequest
        5 5;hello; IncompleteBody
        6 5;hello;0;x-amz-checksum-crc32:NhCmhg==;; IncompleteBody
        4 5;hello;0;x-amz-checksum-crc32:NhCmhg==;; InvalidRequest
        5 5;hellox;0;; InvalidRequest
        5 fffffffffffff;hello; InvalidRequest
        5 -5;hello; InvalidRequest
        5 5;hello;0;x-amz-checksum-crc32:NhCmhg==;;more InvalidRequest
        x 5;hello;0;x-amz-checksum-crc32:NhCmhg==;; MissingContentLength
        """;
    for (String row : table.strip().split("\n", -1)) {
      String[] cells = row.split(" ", 3);
      Body body = sent -> sent.writeBytes(bytes(cells[1].replace(";", "\r\n")));
      String answer = chunked("STREAMING-UNSIGNED-PAYLOAD-TRAILER", cells[0], signer(writer), body);
      assertThat(answer).as(row).contains(cells[2]);
      assertThat(stored()).as(row).isEqualTo("hello");
    }
    assertThat(oss().used()).isEqualTo("hello".length());
  }

  @Test
  void line_thatDoesNotEnd_isNotCollected() throws Exception {
    String answer =
        chunked(
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "5",
            signer(writer),
            sent -> sent.writeBytes(bytes("5" + " ".repeat(100_000))));

    assertThat(answer).contains("400", "<Code>InvalidRequest<");
  }

  @Test
  void chunks_areRefused_whenTheyAreAnnouncedInAnotherWay() throws Exception {
    Map<String, String> all =
        Map.of(
            "UNSIGNED-PAYLOAD", "0017-00000804",
            "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", "0002-00000427",
            "none", "0002-00000427");
    for (Map.Entry<String, String> one : all.entrySet()) {
      Body body = sent -> sent.writeBytes(bytes("5"));
      assertThat(chunked(one.getKey(), "5", signer(writer), body))
          .contains("400", "<Code>InvalidArgument<", "<EC>" + one.getValue() + "</EC>");
    }
  }

  @Test
  void header_isRefused_whenThisOssCannotDoWhatItAsks() throws Exception {
    Map<String, String> all =
        Map.of(
            "x-amz-acl", "public-read",
            "x-amz-storage-class", "GLACIER",
            "x-amz-server-side-encryption", "AES256",
            "x-amz-tagging", "a=b",
            "x-amz-website-redirect-location", "/x",
            "x-amz-object-lock-mode", "GOVERNANCE",
            "x-amz-expected-bucket-owner", "1",
            "x-amz-api-version", "2099-01-01",
            "if-none-match", "*");
    for (Map.Entry<String, String> one : all.entrySet()) {
      Map<String, String> more = Map.of(one.getKey(), one.getValue());
      Map<String, String> headers =
          signer(writer).headers("PUT", PATH, "", "UNSIGNED-PAYLOAD", more);
      assertThat(answer("PUT", PATH, headers, bytes("hello")))
          .as(one.getKey())
          .contains("501", "<Code>NotImplemented<");
    }
    assertThat(stored()).isEqualTo("none");
  }

  /** The AWS SDK for C++, and pyarrow by it, names the version of S3 that it speaks. */
  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void versionOfS3_isNoMatter_whenItIsTheOnlyOne(String method) throws Exception {
    Map<String, String> more = Map.of("x-amz-api-version", "2006-03-01");
    Map<String, String> headers =
        signer(reader).headers(method, PATH, "", S3Signer.sha256(""), more);
    assertThat(answer(method, PATH, headers, new byte[0])).contains("404").doesNotContain("501");
  }

  @Test
  void object_keepsItsMetadata_andNotHowItWasSent() throws Exception {
    Map<String, String> more =
        Map.of(
            "x-amz-meta-by", "test",
            "content-encoding", "aws-chunked, br",
            "x-amz-acl", "private",
            "x-amz-decoded-content-length", "5");
    S3Signer signer = signer(writer);
    Map<String, String> headers = signer.headers("PUT", PATH, "", S3Signer.CHUNKS, more);
    String body = good(signer) + new String(signer.chunk(new byte[0]), UTF_8) + "\r\n";
    assertThat(answer("PUT", PATH, headers, bytes(body))).contains(" 200 OK");

    String answer =
        answer(
            "GET",
            PATH,
            signer(reader).headers("GET", PATH, "", S3Signer.sha256(""), Map.of()),
            new byte[0]);

    assertThat(answer)
        .contains("x-amz-meta-by: test", "Content-Encoding: br\n")
        .doesNotContain("x-oss-meta")
        .endsWith("hello");
  }

  @Test
  void acl_isThatOfS3() throws Exception {
    S3Signer signer = signer(new StsClient(cloud.sandbox().stsPort(), clock).sessionFor("*"));
    Map<String, String> headers =
        signer.headers("GET", "/lake", "acl=", S3Signer.sha256(""), Map.of());

    assertThat(answer("GET", "/lake?acl", headers, new byte[0]))
        .contains("<Permission>FULL_CONTROL</Permission>");
    Map<String, String> attributes =
        signer.headers("GET", "/lake/a.txt", "attributes=", S3Signer.sha256(""), Map.of());
    assertThat(answer("GET", "/lake/a.txt?attributes", attributes, new byte[0]))
        .contains("501", "GET ?attributes");
  }

  @Test
  void senderThatMayNotWrite_isToldSo_beforeItsBody() throws Exception {
    S3Signer signer = signer(reader);
    Map<String, String> more =
        Map.of("content-encoding", "aws-chunked", "x-amz-decoded-content-length", "5");
    Map<String, String> headers = signer.headers("PUT", PATH, "", S3Signer.CHUNKS, more);
    headers.put("Content-Length", "90000000");
    try (RawHttp connection = new RawHttp(oss().port())) {
      assertThat(connection.head("PUT", PATH, headers).answer()).isEqualTo("403 AccessDenied");
    }
    Map<String, String> full =
        signer(writer)
            .headers(
                "PUT",
                PATH,
                "",
                S3Signer.CHUNKS,
                Map.of("x-amz-decoded-content-length", "9000000"));
    full.put("Content-Length", "9000100");
    try (RawHttp connection = new RawHttp(oss().port())) {
      assertThat(connection.head("PUT", PATH, full).answer()).isEqualTo("400 EntityTooLarge");
    }
  }
}
