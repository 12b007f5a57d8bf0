package dev.stsbroker.sandbox.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.cloud.Signing;
import dev.stsbroker.testing.cloud.TestCloud;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class RpcSignatureTest {
  /** The example of Alibaba Cloud's documentation of the scheme. */
  private static final Map<String, String> DOCUMENTED =
      Map.of(
          "Timestamp", "2016-02-23T12:46:24Z",
          "Format", "XML",
          "AccessKeyId", "testid",
          "Action", "DescribeRegions",
          "SignatureMethod", "HMAC-SHA1",
          "SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
          "Version", "2014-05-26",
          "SignatureVersion", "1.0");

  @Test
  void sign_reproducesTheDocumentedExample() {
    String toSign = RpcSignature.stringToSign("GET", DOCUMENTED);

    assertThat(RpcSignature.sign(Secret.of("testsecret"), "HmacSHA1", toSign))
        .isEqualTo("OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
  }

  @Test
  void sign_reproducesAnAssumeRoleWithAPolicy() {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("AccessKeyId", "LTAI5tEmulatorKey");
    parameters.put("Action", "AssumeRole");
    parameters.put("DurationSeconds", "900");
    parameters.put("Format", "JSON");
    parameters.put(
        "Policy",
        "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"oss:GetObject\","
            + "\"Resource\":\"acs:oss:*:*:b/*\"}]}");
    parameters.put("RegionId", "cn-hangzhou");
    parameters.put("RoleArn", "acs:ram::1234567890123456:role/adminrole");
    parameters.put("RoleSessionName", "alice@x");
    parameters.put("SignatureMethod", "HMAC-SHA1");
    parameters.put("SignatureNonce", "0123456789abcdef0123456789abcdef");
    parameters.put("SignatureVersion", "1.0");
    parameters.put("Timestamp", "2026-01-02T03:04:05Z");
    parameters.put("Version", "2015-04-01");

    String toSign = RpcSignature.stringToSign("POST", parameters);

    assertThat(RpcSignature.sign(Secret.of("emulatorSecret"), "HmacSHA1", toSign))
        .isEqualTo("0navmLC3Y36KzpdxwVC2WoU/4gc=");
  }

  @Test
  void algorithm_isEmpty_whenTheMethodIsNotSupported() {
    assertThat(RpcSignature.algorithm("HMAC-SHA1")).contains("HmacSHA1");
    assertThat(RpcSignature.algorithm("HMAC-SHA256")).contains("HmacSHA256");
    assertThat(RpcSignature.algorithm("HMAC-MD5")).isEmpty();
  }

  @Property(tries = 200)
  void sign_agreesWithTheClientsSide(@ForAll Map<@NotEmpty String, String> parameters) {
    Map<String, String> wellFormed = new HashMap<>();
    parameters.forEach((name, value) -> wellFormed.put(utf8(name), utf8(value)));
    wellFormed.remove("Signature");
    wellFormed.put("SignatureMethod", "HMAC-SHA256");
    AccessKey key = TestCloud.KEY;

    String toSign = RpcSignature.stringToSign("POST", wellFormed);

    assertThat(RpcSignature.sign(key.secret(), "HmacSHA256", toSign))
        .isEqualTo(Signing.rpc(key, "POST", wellFormed));
  }

  /** Without lone surrogates, which no request can carry. */
  private static String utf8(String text) {
    return text.replaceAll("\\p{Cs}", "?");
  }
}
