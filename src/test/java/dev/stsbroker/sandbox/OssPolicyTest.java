package dev.stsbroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.testing.cloud.AdjustableClock;
import dev.stsbroker.testing.cloud.OssSigner;
import dev.stsbroker.testing.cloud.StsClient;
import dev.stsbroker.testing.cloud.TestCloud;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * OSS over sockets: policies decide by what the sandbox knows, and what it does not know denies.
 */
class OssPolicyTest {
  private static final String ALLOW = "{'Effect':'Allow','Action':'oss:*','Resource':'*'}";

  private static final AdjustableClock CLOCK = new AdjustableClock();
  private static TestCloud cloud;
  private static OssSigner client;

  @BeforeAll
  static void start() {
    JsonObject settings = TestCloud.settings().put("oss", "127.0.0.1:0");
    JsonObject lake =
        new JsonObject().put("name", "lake").put("objects", new JsonObject().put("a.txt", "text"));
    settings.getJsonArray("accounts").getJsonObject(0).put("buckets", new JsonArray().add(lake));
    cloud = new TestCloud(settings, CLOCK);
    client = new OssSigner(cloud.sandbox().oss().orElseThrow().port());
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  private static AccessKey session(String statements) {
    return new StsClient(cloud.sandbox().stsPort(), CLOCK).session(statements);
  }

  private static String asked(AccessKey key, String method, String path) {
    return OssSigner.code(
        client.send(method, path, OssSigner.headers(key, method, path, CLOCK.instant())));
  }

  /** Columns: the Deny's resource and condition; whether it denies GET of /lake/a.txt. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acs:oss:oss-cn-hangzhou:*:lake/*|{}|true",
        "acs:oss:cn-hangzhou:*:lake/*|{}|true",
        "acs:oss:oss-cn-beijing:*:lake/*|{}|false",
        "acs:oss:*:1234567890123456:lake/*|{}|true",
        "acs:oss:*:9999999999:lake/*|{}|false",
        "*|{'Bool':{'acs:SecureTransport':'false'}}|true",
        "*|{'Bool':{'acs:SecureTransport':'true'}}|false",
        "*|{'NotIpAddress':{'acs:SourceIp':['10.0.0.0/8']}}|true",
        "*|{'NotIpAddress':{'acs:SourceIp':['127.0.0.0/8']}}|false",
        "*|{'NotIpAddress':{'acs:SourceIp':['10.0.0.0/8']},'StringLike':{'acs:SourceVpc':'*'}}|true",
        "*|{'NotIpAddress':{'acs:SourceIp':['127.0.0.0/8']},'StringLike':{'acs:SourceVpc':'*'}}|false",
        "*|{'StringLike':{'acs:SourceVpc':'vpc-*'}}|false",
        "*|{'StringNotLike':{'acs:SourceVpc':'vpc-*'}}|true",
        "*|{'StringNotEquals':{'oss:ExistingObjectTag/team':'a'}}|true",
        "*|{'StringEquals':{'oss:ExistingObjectTag/team':'a'}}|false",
        "*|{'StringLike':{'oss:Prefix':'*'}}|true",
        "*|{'StringLike':{'oss:Prefix':'a/*'}}|false",
        "*|{'StringEquals':{'acs:MFAPresent':'true'}}|true",
        "*|{'StringEquals':{'acs:NoSuchKey':'x'}}|true",
        "*|{'StringEquals':{'acs:useragent':'x'}}|true",
        "*|{'ForAnyValue:StringEquals':{'acs:SourceIp':'10.0.0.1'}}|true",
        "*|{'DateLessThan':{'acs:CurrentTime':'2000-01-01T00:00:00Z'}}|false",
        "*|{'DateGreaterThan':{'acs:CurrentTime':'2000-01-01T00:00:00Z'}}|true",
      })
  void deny_holds_byWhatTheSandboxKnows(String resource, String condition, boolean denies) {
    AccessKey key =
        session(
            ALLOW
                + ",{'Effect':'Deny','Action':'oss:GetObject','Resource':'%s','Condition':%s}"
                    .formatted(resource, condition));
    assertThat(asked(key, "GET", "/lake/a.txt")).isEqualTo(denies ? "403 AccessDenied" : "200 OK");
  }

  /** Columns: the Allow's resource and condition; whether it allows GET of /lake/a.txt. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acs:oss:oss-cn-hangzhou:*:lake/*|{}|true",
        "acs:oss:cn-hangzhou:*:lake/*|{}|false",
        "acs:oss:*:1234567890123456:lake/*|{}|true",
        "*|{'StringNotLike':{'acs:SourceVpc':'vpc-*'}}|true",
        "*|{'StringLike':{'acs:SourceVpc':'vpc-*'}}|false",
        "*|{'Bool':{'acs:SecureTransport':'true'}}|false",
        "*|{'StringNotEquals':{'acs:NoSuchKey':'x'}}|false",
        "*|{'StringEqualsIfExists':{'acs:SourceVpc':'vpc-1'}}|false",
      })
  void allow_holds_byWhatTheSandboxKnows(String resource, String condition, boolean allows) {
    AccessKey key =
        session(
            "{'Effect':'Allow','Action':'oss:GetObject','Resource':'%s','Condition':%s}"
                .formatted(resource, condition));
    assertThat(asked(key, "GET", "/lake/a.txt")).isEqualTo(allows ? "200 OK" : "403 AccessDenied");
  }

  @Test
  void deleteIsDenied_whereTheDenyNamesTheRegion_andTheObjectStays() {
    AccessKey key =
        session(
            ALLOW
                + ",{'Effect':'Deny','Action':'oss:DeleteObject',"
                + "'Resource':'acs:oss:oss-cn-hangzhou:*:lake/*'}");
    assertThat(asked(key, "DELETE", "/lake/a.txt")).isEqualTo("403 AccessDenied");
    assertThat(asked(key, "GET", "/lake/a.txt")).isEqualTo("200 OK");
  }

  /** RAM documents no meaning of these; the object must stay in any case. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "acs:oss:::lake/*",
        "acs:oss:*::lake/a.txt",
        "acs:OSS:*:*:lake/*",
        "acs:oss:*:*:${acs:Bucket}/*",
        "acs:oss:*:*:lake/${oss:Name}.txt"
      })
  void deny_whoseResourceHasNoDocumentedMeaning_denies(String resource) {
    AccessKey key =
        session(
            ALLOW + ",{'Effect':'Deny','Action':'oss:DeleteObject','Resource':'" + resource + "'}");
    assertThat(asked(key, "DELETE", "/lake/a.txt")).isEqualTo("403 AccessDenied");
    assertThat(asked(key, "GET", "/lake/a.txt")).isEqualTo("200 OK");
  }

  /** A star in an object's key is a star. */
  @Test
  void deny_isOfTheObjectItNames_whenAKeyHasStars() {
    AccessKey key =
        session(
            ALLOW
                + ",{'Effect':'Deny','Action':'oss:GetObject','Resource':'acs:oss:*:*:lake/a.*'}");
    assertThat(asked(key, "GET", "/lake/*")).isEqualTo("404 NoSuchKey");
    assertThat(asked(key, "GET", "/lake/a.*")).isEqualTo("403 AccessDenied");
  }

  /** Whether listings of uploads have a prefix for policies is not documented. */
  @Test
  void uploads_areNotListed_whereAConditionIsOnThePrefix() {
    String allow =
        "{'Effect':'Allow','Action':'oss:*','Resource':'*','Condition':"
            + "{'StringNotLike':{'oss:Prefix':'b/*'}}}";
    AccessKey key = session(allow);
    assertThat(asked(key, "GET", "/lake/?uploads")).isEqualTo("403 AccessDenied");
    assertThat(asked(key, "GET", "/lake/")).isEqualTo("200 OK");
  }
}
