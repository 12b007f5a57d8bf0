package dev.stsbroker.sandbox.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.secret.Secret;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class Acs3SignatureTest {
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void sign_reproducesTheDocumentedExample() {
    Map<String, String> headers =
        Map.of(
            "host", "ecs.cn-shanghai.aliyuncs.com",
            "x-acs-action", "RunInstances",
            "x-acs-content-sha256", EMPTY,
            "x-acs-date", "2023-10-26T10:22:32Z",
            "x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d",
            "x-acs-version", "2014-05-26");
    Map<String, String> query =
        Map.of(
            "ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
            "RegionId", "cn-shanghai");

    assertThat(sign("YourAccessKeySecret", request(query, headers)))
        .isEqualTo("06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
  }

  @Test
  void sign_reproducesAnAssumeRoleAsTheSdkSignsIt() {
    Map<String, String> headers =
        Map.of(
            "content-type", "application/x-www-form-urlencoded",
            "x-acs-action", "AssumeRole",
            "x-acs-content-sha256", EMPTY,
            "x-acs-date", "2026-01-02T03:04:05Z",
            "x-acs-signature-nonce", "0123456789abcdef0123456789abcdef",
            "x-acs-version", "2015-04-01");
    Map<String, String> query =
        Map.of(
            "Action", "AssumeRole",
            "DurationSeconds", "900",
            "Format", "JSON",
            "Policy",
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
                    + "\"oss:GetObject\",\"Resource\":\"acs:oss:*:*:b/*\"}]}",
            "RoleArn", "acs:ram::1234567890123456:role/adminrole",
            "RoleSessionName", "alice@x",
            "Version", "2015-04-01");

    assertThat(sign("emulatorSecret", request(query, headers)))
        .isEqualTo("848f6cd9e28aa412fe4622024349fcadbd04221f702e391dc411e6444eb282f3");
  }

  @Test
  void authorization_readsItsAttributes_inAnyOrder() {
    assertThat(
            Acs3Signature.Authorization.parse(
                "ACS3-HMAC-SHA256 Credential=id,Signature=ab,SignedHeaders=Host;x-acs-date"))
        .contains(new Acs3Signature.Authorization("id", List.of("host", "x-acs-date"), "ab"));
    assertThat(Acs3Signature.Authorization.parse("ACS3-HMAC-SHA256 Credential=id")).isEmpty();
  }

  private static RpcRequest request(Map<String, String> query, Map<String, String> headers) {
    return new RpcRequest(
        "POST", "/", new TreeMap<>(query), new TreeMap<>(), headers, Buffer.buffer(), "127.0.0.1");
  }

  private static String sign(String secret, RpcRequest request) {
    List<String> names = request.headers().keySet().stream().sorted().toList();
    String canonical = Acs3Signature.canonicalRequest(request, names);
    return Acs3Signature.sign(Secret.of(secret), Acs3Signature.stringToSign(canonical));
  }
}
