package dev.stsbroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.testing.cloud.AdjustableClock;
import dev.stsbroker.testing.cloud.OssSigner;
import dev.stsbroker.testing.cloud.StsClient;
import dev.stsbroker.testing.cloud.TestCloud;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OSS's answers have that clients read: dates, headers, and what is set. */
class OssAnswerTest {
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:[^<]*");
  private static final String MD5_OF_TEXT = "\"1CB251EC0D568DE6A929B520C4AED8D1\"";

  private final AdjustableClock clock = new AdjustableClock();
  private TestCloud cloud;
  private OssSigner client;
  private AccessKey session;

  @BeforeEach
  void start() {
    JsonObject settings = TestCloud.settings().put("oss", "127.0.0.1:0");
    JsonObject objects = new JsonObject().put("a.txt", "text").put("d/a b.txt", "text");
    JsonObject lake = new JsonObject().put("name", "lake").put("objects", objects);
    settings.getJsonArray("accounts").getJsonObject(0).put("buckets", new JsonArray().add(lake));
    cloud = new TestCloud(settings, clock);
    client = new OssSigner(cloud.sandbox().oss().orElseThrow().port());
    StsClient sts = new StsClient(cloud.sandbox().stsPort(), clock);
    session = StsClient.key(sts.call(TestCloud.KEY, StsClient.assume("adminrole")));
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  private HttpResponse<String> send(String method, String target, String resource) {
    return client.send(
        method, target, OssSigner.headers(session, method, resource, clock.instant()));
  }

  private HttpResponse<String> send(String method, String resource) {
    return send(method, resource, resource);
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** The clock of this test stands at 678 milliseconds. */
  @ParameterizedTest
  @CsvSource({
    "GET,/,/,/",
    "GET,/lake/,/lake/,/lake/",
    "GET,/lake/?list-type=2,/lake/,-",
    "GET,/lake/?uploads,/lake/?uploads,-",
    "GET,/lake/?bucketInfo,/lake/?bucketInfo,-",
    "PUT,/lake/c,/lake/c,copy"
  })
  void dates_endInZeros(String method, String target, String resource, String kind) {
    send("POST", "/lake/u?uploads");
    Map<String, String> headers =
        kind.equals("copy")
            ? copying(resource, "/lake/a.txt")
            : OssSigner.headers(session, method, resource, clock.instant());

    Matcher times = TIME.matcher(client.send(method, target, headers).body());

    assertThat(times.results().map(found -> found.group()))
        .isNotEmpty()
        .allSatisfy(time -> assertThat(time).isEqualTo("2026-01-02T03:04:05.000Z"));
  }

  @Test
  void dates_ofRefusals_endInZerosToo() {
    Map<String, String> stale =
        OssSigner.headers(session, "GET", "/lake/", clock.instant().minusSeconds(1000));

    assertThat(client.send("GET", "/lake/", stale).body())
        .contains("<ServerTime>2026-01-02T03:04:05.000Z</ServerTime>");
  }

  private Map<String, String> copying(String resource, String source) {
    return OssSigner.headers(
        session, "PUT", resource, clock.instant(), Map.of("x-oss-copy-source", source));
  }

  @Test
  void copies_sendTheirEtag() {
    HttpResponse<String> whole = client.send("PUT", "/lake/c", copying("/lake/c", "/lake/a.txt"));
    String begun = send("POST", "/lake/u?uploads").body();
    String id = begun.replaceAll("(?s).*<UploadId>|</UploadId>.*", "");
    String part = "/lake/u?partNumber=1&uploadId=" + id;
    HttpResponse<String> copied = client.send("PUT", part, copying(part, "/lake/a.txt"));

    assertThat(header(whole, "ETag")).isEqualTo(MD5_OF_TEXT);
    assertThat(header(copied, "ETag")).isEqualTo(MD5_OF_TEXT);
    assertThat(header(copied, "x-oss-hash-crc64ecma")).isNotEmpty();
  }

  @Test
  void objects_sayTheirMd5_asOssHasIt() {
    for (String method : new String[] {"GET", "HEAD"}) {
      HttpResponse<String> answer = send(method, "/lake/a.txt");
      assertThat(header(answer, "Content-MD5")).as(method).isEqualTo("HLJR7A1WjeapKbUgxK7Y0Q==");
      assertThat(header(answer, "Last-Modified")).isEqualTo("Fri, 02 Jan 2026 03:04:05 GMT");
      assertThat(header(answer, "x-oss-object-type")).isEqualTo("Normal");
      assertThat(header(answer, "x-oss-storage-class")).isEqualTo("Standard");
      assertThat(header(answer, "ETag")).isEqualTo(MD5_OF_TEXT);
    }
  }

  @Test
  void setting_isAnswered_asOfABucketThatIsAsItWasMade() {
    String table =
        """
        /lake/?acl | 200 OK | <Grant>private</Grant>
        /lake/a.txt?acl | 200 OK | <Grant>default</Grant>
        /lake/none?acl | 404 NoSuchKey | <Key>none</Key>
        /lake/?stat | 200 OK | <ObjectCount>2</ObjectCount>
        /lake/?stat | 200 OK | <Storage>8</Storage>
        /lake/?location | 200 OK | oss-cn-hangzhou
        /lake/?cors | 404 NoSuchCORSConfiguration | <Code>
        /lake/?encryption | 404 NoSuchServerSideEncryptionRule | <Code>
        /lake/?lifecycle | 404 NoSuchLifecycle | <Code>
        /lake/?logging | 200 OK | <BucketLoggingStatus></BucketLoggingStatus>
        /lake/?policy | 404 NoSuchBucketPolicy | <Code>
        /lake/?referer | 200 OK | <AllowEmptyReferer>true</AllowEmptyReferer>
        /lake/?requestPayment | 200 OK | <Payer>BucketOwner</Payer>
        /lake/?tagging | 200 OK | <Tagging><TagSet></TagSet></Tagging>
        /lake/a.txt?tagging | 200 OK | <Tagging><TagSet></TagSet></Tagging>
        /lake/?versioning | 200 OK | <VersioningConfiguration></VersioningConfiguration>
        /lake/?website | 404 NoSuchWebsiteConfiguration | <Code>
        /lake/?worm | 404 NoSuchWORMConfiguration | <Code>
        /lake/a.txt?symlink | 400 NotSymlink | <Key>a.txt</Key>
        """;
    for (String row : table.strip().split("\n", -1)) {
      String[] cells = row.split(" \\| ", -1);
      HttpResponse<String> answer = send("GET", cells[0]);
      assertThat(OssSigner.code(answer)).as(row).isEqualTo(cells[1]);
      assertThat(answer.body()).as(row).contains(cells[2]);
    }
  }

  /** Ruby's SDK signs the key and sends it as forms are encoded; the real OSS reads it so. */
  @Test
  void plusInAPath_isASpace_asRubySendsIt() {
    assertThat(send("GET", "/lake/d%2Fa+b.txt", "/lake/d/a b.txt").body()).isEqualTo("text");
    assertThat(OssSigner.code(send("GET", "/lake/d%2Fa%2Bb.txt", "/lake/d/a+b.txt")))
        .isEqualTo("404 NoSuchKey");
    Map<String, String> copy = copying("/lake/e", "/lake/d%2Fa+b.txt");
    assertThat(OssSigner.code(client.send("PUT", "/lake/e", copy))).isEqualTo("200 OK");
  }

  @Test
  void bucketInThePath_isTheSame_withASlashAndWithout() {
    for (String target : new String[] {"/lake", "/lake/", "/lake?prefix=d", "/lake/?prefix=d"}) {
      for (String resource : new String[] {"/lake/", "/lake"}) {
        boolean known = resource.equals("/lake/") || !target.startsWith("/lake/");
        HttpResponse<String> answer = send("GET", target, resource);
        assertThat(OssSigner.code(answer))
            .as(target + " signed as " + resource)
            .isEqualTo(known ? "200 OK" : "403 SignatureDoesNotMatch");
      }
    }
  }

  /** The second SDKs for Python and Java send it so in version 1; OSS documents another name. */
  @Test
  void tokenInAnotherHeader_isNoToken() {
    Map<String, String> headers =
        OssSigner.headers(
            new AccessKey(session.id(), session.secret(), null),
            "GET",
            "/lake/a.txt",
            clock.instant());
    headers.put(
        "security-token", Optional.ofNullable(session.securityToken()).orElseThrow().reveal());

    HttpResponse<String> answer = client.send("GET", "/lake/a.txt", headers);

    assertThat(OssSigner.code(answer)).isEqualTo("403 InvalidAccessKeyId");
    assertThat(header(answer, "x-oss-ec")).isEqualTo("0002-00000003");
  }
}
