package dev.stsbroker.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.AppendObjectRequest;
import com.aliyun.oss.model.CompleteMultipartUploadRequest;
import com.aliyun.oss.model.DeleteObjectsRequest;
import com.aliyun.oss.model.GetObjectRequest;
import com.aliyun.oss.model.InitiateMultipartUploadRequest;
import com.aliyun.oss.model.ListObjectsRequest;
import com.aliyun.oss.model.ListObjectsV2Request;
import com.aliyun.oss.model.ListObjectsV2Result;
import com.aliyun.oss.model.ListPartsRequest;
import com.aliyun.oss.model.OSSObject;
import com.aliyun.oss.model.OSSObjectSummary;
import com.aliyun.oss.model.ObjectListing;
import com.aliyun.oss.model.ObjectMetadata;
import com.aliyun.oss.model.PartETag;
import com.aliyun.oss.model.UploadPartRequest;
import dev.stsbroker.testing.TestingBroker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code com.aliyun.oss:aliyun-sdk-oss} on the sandbox's OSS with the broker's credentials, in both
 * signature versions.
 */
class OssObjectTest {
  private static final String BUCKET = OssBroker.BUCKET;
  private static final String REFUSED = "Access denied by authorizer's policy.";

  private TestingBroker broker;
  private final List<OSS> clients = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    broker =
        TestingBroker.start(
            OssBroker.wholeBucket("oss-read-write"),
            OssBroker.wholeBucket("oss-read-only"),
            OssBroker.prefix("oss-write-only", "reports/"));
    OssBroker.filled(broker);
  }

  @AfterEach
  void stop() {
    clients.forEach(OSS::shutdown);
    broker.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = SignVersion.class,
      names = {"V1", "V4"})
  void reader_readsAndLists_andIsRefusedToWrite(SignVersion version) throws Exception {
    OSS oss = client("oss-read-only", version);

    assertThat(text(oss.getObject(BUCKET, "reports/a.csv"))).isEqualTo("1,2,3");
    assertThat(keys(oss.listObjects(BUCKET, "reports/"))).containsExactly("reports/a.csv");
    assertThat(oss.getBucketInfo(BUCKET).getBucket().getLocation()).isEqualTo("oss-cn-hangzhou");
    assertThatThrownBy(() -> put(oss, "reports/new.csv", "7"))
        .isInstanceOfSatisfying(OSSException.class, OssObjectTest::isRefused);
    assertThatThrownBy(() -> oss.deleteObject(BUCKET, "reports/a.csv"))
        .isInstanceOfSatisfying(OSSException.class, OssObjectTest::isRefused);
    assertThat(OssBroker.oss(broker).content(BUCKET, "reports/new.csv")).isEmpty();
    assertThatThrownBy(() -> oss.getObject("other-bucket", "x"))
        .isInstanceOfSatisfying(OSSException.class, OssObjectTest::isRefused);
  }

  @ParameterizedTest
  @EnumSource(
      value = SignVersion.class,
      names = {"V1", "V4"})
  void writer_writesInItsPrefixAlone(SignVersion version) {
    OSS oss = client("oss-write-only", version);

    put(oss, "reports/new.csv", "7");

    assertThat(OssBroker.oss(broker).content(BUCKET, "reports/new.csv")).isPresent();
    assertThatThrownBy(() -> put(oss, "secret/new.csv", "7"))
        .isInstanceOfSatisfying(OSSException.class, OssObjectTest::isRefused);
    assertThatThrownBy(() -> oss.getObject(BUCKET, "reports/new.csv"))
        .isInstanceOfSatisfying(OSSException.class, OssObjectTest::isRefused);
  }

  @ParameterizedTest
  @EnumSource(
      value = SignVersion.class,
      names = {"V1", "V4"})
  void client_putsGetsHeadsCopiesAndDeletes(SignVersion version) throws Exception {
    OSS oss = client("oss-read-write", version);
    String key = "jobs/ä +&=?#%/\u4e2d.txt";
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.setContentType("text/x-test");
    metadata.addUserMetadata("by", "java");
    oss.putObject(BUCKET, key, stream("0123456789"), metadata);

    assertThat(text(oss.getObject(BUCKET, key))).isEqualTo("0123456789");
    GetObjectRequest some = new GetObjectRequest(BUCKET, key);
    some.setRange(2, 4);
    assertThat(text(oss.getObject(some))).isEqualTo("234");
    ObjectMetadata head = oss.getObjectMetadata(BUCKET, key);
    assertThat(head.getContentType()).isEqualTo("text/x-test");
    assertThat(head.getUserMetadata()).containsEntry("by", "java");
    assertThat(head.getContentLength()).isEqualTo(10);

    oss.copyObject(BUCKET, key, BUCKET, "jobs/copy");
    assertThat(text(oss.getObject(BUCKET, "jobs/copy"))).isEqualTo("0123456789");
    List<String> both = List.of("jobs/copy", key);
    assertThat(
            oss.deleteObjects(new DeleteObjectsRequest(BUCKET).withKeys(both)).getDeletedObjects())
        .containsExactlyElementsOf(both);
    assertThat(oss.doesObjectExist(BUCKET, key)).isFalse();
    assertThatThrownBy(() -> oss.getObject(BUCKET, key))
        .isInstanceOfSatisfying(
            OSSException.class, e -> assertThat(e.getErrorCode()).isEqualTo("NoSuchKey"));
  }

  @ParameterizedTest
  @EnumSource(
      value = SignVersion.class,
      names = {"V1", "V4"})
  void client_listsPageByPage_inBothVersions(SignVersion version) {
    OSS oss = client("oss-read-write", version);
    for (String key : List.of("l/1", "l/2", "l/d/1", "l/d/2", "l/e/1", "l/z &1")) {
      put(oss, key, "x");
    }
    List<String> first = new ArrayList<>();
    ListObjectsRequest request = new ListObjectsRequest(BUCKET, "l/", null, "/", 2);
    ObjectListing page = oss.listObjects(request);
    first.addAll(shown(page));
    while (page.isTruncated()) {
      request.setMarker(page.getNextMarker());
      page = oss.listObjects(request);
      first.addAll(shown(page));
    }
    List<String> second = new ArrayList<>();
    ListObjectsV2Request request2 = new ListObjectsV2Request(BUCKET, "l/");
    request2.setMaxKeys(4);
    ListObjectsV2Result page2 = oss.listObjectsV2(request2);
    page2.getObjectSummaries().forEach(one -> second.add(one.getKey()));
    while (page2.isTruncated()) {
      request2.setContinuationToken(page2.getNextContinuationToken());
      page2 = oss.listObjectsV2(request2);
      page2.getObjectSummaries().forEach(one -> second.add(one.getKey()));
    }

    assertThat(first).containsExactly("l/1", "l/2", "l/d/", "l/e/", "l/z &1");
    assertThat(second).containsExactly("l/1", "l/2", "l/d/1", "l/d/2", "l/e/1", "l/z &1");
  }

  @ParameterizedTest
  @EnumSource(
      value = SignVersion.class,
      names = {"V1", "V4"})
  void client_appendsAndUploadsInParts(SignVersion version) throws Exception {
    OSS oss = client("oss-read-write", version);
    AppendObjectRequest append = new AppendObjectRequest(BUCKET, "log", stream("one"));
    append.setPosition(0L);
    long next = oss.appendObject(append).getNextPosition();
    AppendObjectRequest more = new AppendObjectRequest(BUCKET, "log", stream("two"));
    more.setPosition(next);
    oss.appendObject(more);
    assertThat(text(oss.getObject(BUCKET, "log"))).isEqualTo("onetwo");

    byte[] part = new byte[100 * 1024];
    Arrays.fill(part, (byte) 'p');
    String id =
        oss.initiateMultipartUpload(new InitiateMultipartUploadRequest(BUCKET, "big"))
            .getUploadId();
    List<PartETag> tags = new ArrayList<>();
    for (int number = 1; number <= 2; number++) {
      UploadPartRequest upload =
          new UploadPartRequest(
              BUCKET, "big", id, number, new ByteArrayInputStream(part), part.length);
      tags.add(oss.uploadPart(upload).getPartETag());
    }
    assertThat(oss.listParts(new ListPartsRequest(BUCKET, "big", id)).getParts()).hasSize(2);
    oss.completeMultipartUpload(new CompleteMultipartUploadRequest(BUCKET, "big", id, tags));
    assertThat(oss.getObjectMetadata(BUCKET, "big").getContentLength()).isEqualTo(2L * part.length);
  }

  @ParameterizedTest
  @EnumSource(
      value = SignVersion.class,
      names = {"V1", "V4"})
  void link_isGood_untilItIsChanged(SignVersion version) throws Exception {
    OSS oss = client("oss-read-only", version);
    Instant end = InstantSource.system().instant().plusSeconds(60);
    URI link = oss.generatePresignedUrl(BUCKET, "reports/a.csv", Date.from(end)).toURI();

    assertThat(fetch(link).body()).isEqualTo("1,2,3");
    HttpResponse<String> other = fetch(URI.create(link.toString().replace("a.csv", "b.csv")));
    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(other.body()).contains("<Code>SignatureDoesNotMatch</Code>");
  }

  @ParameterizedTest
  @EnumSource(
      value = SignVersion.class,
      names = {"V1", "V4"})
  void client_reachesTheRealEndpointsName_whenTheSandboxIsItsProxy(SignVersion version)
      throws Exception {
    ClientBuilderConfiguration proxied = settings(version);
    proxied.setProxyHost("127.0.0.1");
    proxied.setProxyPort(OssBroker.oss(broker).port());
    OSS oss = client("oss-read-only", "http://oss-cn-hangzhou.aliyuncs.com", proxied);

    assertThat(text(oss.getObject(BUCKET, "reports/a.csv"))).isEqualTo("1,2,3");
  }

  private static HttpResponse<String> fetch(URI link) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofString());
  }

  private OSS client(String profile, SignVersion version) {
    return client(profile, OssBroker.endpoint(broker), settings(version));
  }

  private static ClientBuilderConfiguration settings(SignVersion version) {
    ClientBuilderConfiguration settings = new ClientBuilderConfiguration();
    settings.setSignatureVersion(version);
    settings.setMaxErrorRetry(0);
    return settings;
  }

  private OSS client(String profile, String endpoint, ClientBuilderConfiguration settings) {
    Served served;
    try {
      served = Served.at(broker, "/credentials/" + profile);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    OSS oss =
        OSSClientBuilder.create()
            .endpoint(endpoint)
            .region("cn-hangzhou")
            .clientConfiguration(settings)
            .credentialsProvider(
                new DefaultCredentialProvider(
                    served.accessKeyId(), served.accessKeySecret(), served.securityToken()))
            .build();
    clients.add(oss);
    return oss;
  }

  private static void isRefused(OSSException refusal) {
    assertThat(refusal.getErrorCode()).isEqualTo("AccessDenied");
    assertThat(refusal.getErrorMessage()).isEqualTo(REFUSED);
  }

  private static void put(OSS oss, String key, String text) {
    oss.putObject(BUCKET, key, stream(text));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static String text(OSSObject object) throws IOException {
    try (object) {
      return new String(object.getObjectContent().readAllBytes(), UTF_8);
    }
  }

  private static List<String> keys(ObjectListing listing) {
    return listing.getObjectSummaries().stream().map(OSSObjectSummary::getKey).toList();
  }

  private static List<String> shown(ObjectListing listing) {
    List<String> shown = new ArrayList<>(keys(listing));
    shown.addAll(listing.getCommonPrefixes());
    shown.sort(String::compareTo);
    return shown;
  }
}
