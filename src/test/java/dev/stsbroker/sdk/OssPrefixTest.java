package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.models.ListBucketsRequest;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Request;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Result;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import dev.stsbroker.testing.TestingBroker;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code com.aliyun:alibabacloud-oss-v2} with credentials that are good for one prefix. */
class OssPrefixTest {
  private TestingBroker broker;
  private OSSClient oss;

  @BeforeEach
  void start() throws Exception {
    broker =
        TestingBroker.start(
            OssBroker.prefix("oss-read-write", "reports/"),
            OssBroker.narrowed("oss-list-buckets", Map.of()));
    OssBroker.filled(broker);
    oss = client("oss-read-write");
  }

  @AfterEach
  void stop() throws Exception {
    oss.close();
    broker.close();
  }

  private OSSClient client(String profile) throws Exception {
    Served served = Served.at(broker, "/credentials/" + profile);
    return OSSClient.newBuilder()
        .region("cn-hangzhou")
        .endpoint(OssBroker.endpoint(broker))
        .usePathStyle(true)
        .retryMaxAttempts(1)
        .credentialsProvider(
            new StaticCredentialsProvider(
                served.accessKeyId(), served.accessKeySecret(), served.securityToken()))
        .build();
  }

  @Test
  void client_works_insideItsPrefix() throws Exception {
    put("reports/new.csv");

    assertThat(get("reports/new.csv")).isEqualTo("7,8,9");
    ListObjectsV2Result listed = list("reports/");
    assertThat(listed.contents())
        .extracting(object -> object.key())
        .containsExactly("reports/a.csv", "reports/new.csv");
  }

  @Test
  void client_isRefused_outsideItsPrefix() {
    assertRefused(() -> get("secret/b.csv"));
    assertRefused(() -> put("secret/c.csv"));
    assertRefused(() -> list("secret/"));
    assertRefused(() -> list("reports"));
    assertRefused(() -> list(""));
    assertRefused(() -> oss.listBuckets(ListBucketsRequest.newBuilder().build()));
  }

  @Test
  void client_listsBuckets_ifThatIsWhatItMay() throws Exception {
    OSSClient lister = client("oss-list-buckets");

    assertThat(lister.listBuckets(ListBucketsRequest.newBuilder().build()).buckets())
        .extracting(bucket -> bucket.name())
        .containsExactly("my-bucket", "other-bucket");
    lister.close();
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .satisfies(
            thrown -> {
              ServiceException refusal = ServiceException.asCause(thrown);
              assertThat(refusal.statusCode()).isEqualTo(403);
              assertThat(refusal.errorFields())
                  .containsEntry("Code", "AccessDenied")
                  .containsEntry("Message", "Access denied by authorizer's policy.");
            });
  }

  private String get(String key) throws Exception {
    GetObjectRequest request =
        GetObjectRequest.newBuilder().bucket(OssBroker.BUCKET).key(key).build();
    try (InputStream body = oss.getObject(request).body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void put(String key) {
    oss.putObject(
        PutObjectRequest.newBuilder()
            .bucket(OssBroker.BUCKET)
            .key(key)
            .body(BinaryData.fromString("7,8,9"))
            .build());
  }

  private ListObjectsV2Result list(String prefix) {
    return oss.listObjectsV2(
        ListObjectsV2Request.newBuilder().bucket(OssBroker.BUCKET).prefix(prefix).build());
  }
}
