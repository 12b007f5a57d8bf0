package dev.stsbroker.sandbox.oss.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.Target;
import dev.stsbroker.sandbox.signature.Digests;
import dev.stsbroker.secret.Secret;
import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Signatures that OSS's documentation and its SDKs' own tests print. */
class SignatureTest {
  private static final Secret SECRET = Secret.of("emulatorSecret");
  private static final String TOKEN = "CAISemulator/token+==";

  @Test
  void v1_isThatOfTheDocumentation() {
    Map<String, String> headers =
        Map.of(
            "content-md5", "ODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=",
            "content-type", "text/html",
            "x-oss-meta-author", "foo@bar.com",
            "x-oss-magic", "abracadabra");
    OssRequest request = request("PUT", Map.of(), headers);
    String text =
        SignatureV1.stringToSign(request, "/oss-example/nelson", "Thu, 17 Nov 2005 18:49:58 GMT");

    assertThat(SignatureV1.sign(Secret.of("OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV"), text))
        .isEqualTo("26NBxoKdsyly4EDv6inkoDft/yA=");
  }

  @Test
  void v1_coversTheToken() {
    OssRequest request = request("GET", Map.of(), Map.of("x-oss-security-token", TOKEN));
    String text =
        SignatureV1.stringToSign(
            request, "/data-lake/team-a/x y.csv", "Fri, 02 Jan 2026 03:04:05 GMT");

    assertThat(text)
        .isEqualTo(
            "GET\n\n\nFri, 02 Jan 2026 03:04:05 GMT\nx-oss-security-token:"
                + TOKEN
                + "\n/data-lake/team-a/x y.csv");
    assertThat(SignatureV1.sign(SECRET, text)).isEqualTo("IGaMN1DPEJmOQd3pBPanoe3EeDQ=");
  }

  @Test
  void v1_coversSubResourcesAlone() {
    Map<String, String> query =
        Map.of("uploadId", "u", "partNumber", "1", "prefix", "p", "list-type", "2", "acl", "");
    OssRequest request = request("GET", query, Map.of());

    assertThat(SignatureV1.stringToSign(request, "/b/", "d"))
        .isEqualTo("GET\n\n\nd\n/b/?acl&partNumber=1&uploadId=u");
  }

  @Test
  void v1_coversTheLongNames() {
    Map<String, String> query =
        Map.of(
            "response-content-encoding", "gzip",
            "x-oss-redundancy-transition-taskid", "t",
            "x-oss-target-redundancy-type", "z",
            "encoding", "not one");
    OssRequest request = request("GET", query, Map.of());

    assertThat(SignatureV1.stringToSign(request, "/b/k", "d"))
        .endsWith(
            "/b/k?response-content-encoding=gzip&x-oss-redundancy-transition-taskid=t"
                + "&x-oss-target-redundancy-type=z");
  }

  /** The vectors of {@code SignerV4Test} in alibabacloud-oss-java-sdk-v2. */
  @Test
  void v4_isThatOfTheSdk() {
    assertThat(sdkSignature("20231216T162057Z", Map.of(), List.of()))
        .isEqualTo("e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe");
    assertThat(sdkSignature("20231217T034736Z", Map.of("x-oss-security-token", "token"), List.of()))
        .isEqualTo("b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea");
    assertThat(sdkSignature("20231216T172512Z", Map.of(), List.of("abc", "zabc")))
        .isEqualTo("4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f");
  }

  private static String sdkSignature(
      String time, Map<String, String> more, List<String> additional) {
    Map<String, String> headers =
        new TreeMap<>(
            Map.of(
                "x-oss-head1", "value",
                "abc", "value",
                "zabc", "value",
                "xyz", "value",
                "content-type", "text/plain",
                "x-oss-date", time,
                "x-oss-content-sha256", "UNSIGNED-PAYLOAD"));
    headers.putAll(more);
    Map<String, String> query =
        Map.of(
            "param1", "value1",
            "+param1", "value3",
            "|param1", "value4",
            "+param2", "",
            "|param2", "",
            "param2", "");
    Scope scope =
        Scope.parse("ak/" + time.substring(0, 8) + "/cn-hangzhou/oss/aliyun_v4_request", time);
    Target target = new Target("bucket", "1234+-/123/1.txt", null);
    List<SignedRequest.Signed> signed =
        SignatureV4.signed(request("PUT", query, headers), target, scope, additional);
    return signed.get(0).signer().apply(Secret.of("sk"));
  }

  @Test
  void v4_coversTheToken() {
    Map<String, String> headers =
        Map.of(
            "x-oss-date", "20260102T030405Z",
            "x-oss-content-sha256", "UNSIGNED-PAYLOAD",
            "x-oss-security-token", TOKEN);
    Scope scope =
        Scope.parse(
            "STS.NemulatorKey/20260102/cn-hangzhou/oss/aliyun_v4_request", "20260102T030405Z");
    OssRequest request = request("GET", Map.of(), headers);

    String canonical =
        SignatureV4.canonicalRequest(request, "/data-lake/team-a/x y.csv", List.of());

    assertThat(Digests.sha256Hex(canonical.getBytes(UTF_8)))
        .isEqualTo("c9c19f1b61dbeb1392a8dc76437c45c37bb6465ed3c317ed93080900fbccf90e");
    assertThat(HexFormat.of().formatHex(SignatureV4.signingKey(SECRET, scope).getEncoded()))
        .isEqualTo("47908a458485a3b9561aa0c438fbcbdf28cea4448f63bf520624b0c9564c816d");
    assertThat(SignatureV4.sign(SECRET, scope, SignatureV4.stringToSign(canonical, scope)))
        .isEqualTo("342ccd04c87c191fdec052fb48b9631767d7d7067a0c4e7ee800a72fbac4a5f8");
  }

  @Test
  void scope_isRefused_whenItIsOfAnotherDayOrProduct() {
    for (String credential :
        List.of(
            "ak/20231217/cn-hangzhou/oss/aliyun_v4_request",
            "ak/20231216/cn-hangzhou/ots/aliyun_v4_request",
            "ak/20231216/cn-hangzhou/oss/aws4_request",
            "ak/20231216/oss/aliyun_v4_request",
            "")) {
      assertThatThrownBy(() -> Scope.parse(credential, "20231216T162057Z"))
          .isInstanceOf(OssRefusal.class)
          .hasMessageStartingWith("Authorization is malformed: ");
    }
  }

  private static OssRequest request(
      String method, Map<String, String> query, Map<String, String> headers) {
    return new OssRequest(method, "/", new TreeMap<>(query), headers, Buffer.buffer(), "127.0.0.1");
  }
}
