package dev.stsbroker.sandbox.oss.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.Payload;
import dev.stsbroker.sandbox.oss.signature.SignatureS3;
import dev.stsbroker.sandbox.oss.signature.SignedRequest;
import dev.stsbroker.secret.Secret;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of "Signature calculations for the Authorization header: chunked upload" of S3. */
class AwsChunksTest {
  private static final Secret SECRET = Secret.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  private static final String SEED =
      "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
  private static final String BODY =
      chunk(65536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")
          + chunk(1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497")
          + chunk(0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");

  private static String chunk(int length, String signature) {
    String head = Integer.toHexString(length) + ";chunk-signature=" + signature + "\r\n";
    return head + "a".repeat(length) + "\r\n";
  }

  private static OssRequest request() {
    Map<String, String> headers =
        Map.of(
            "host", "s3.amazonaws.com",
            "content-encoding", "aws-chunked",
            "content-length", "66824",
            "x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            "x-amz-date", "20130524T000000Z",
            "x-amz-decoded-content-length", "66560",
            "x-amz-storage-class", "REDUCED_REDUNDANCY",
            "authorization",
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                    + "SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;"
                    + "x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,Signature="
                    + SEED);
    return new OssRequest(
        "PUT",
        "/examplebucket/chunkObject.txt",
        new TreeMap<>(),
        headers,
        Buffer.buffer(),
        "127.0.0.1");
  }

  @Test
  void request_hasTheSignatureOfTheExample() {
    SignedRequest presented = SignatureS3.read(request());

    assertThat(presented.signed().get(0).signer().apply(SECRET)).isEqualTo(SEED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096, 65536, 1_000_000})
  void chunks_haveTheSignaturesOfTheExample_howeverTheyCome(int piece) {
    Payload payload = S3Payload.of(request(), SECRET, true);
    Buffer body = Buffer.buffer(BODY.getBytes(UTF_8));
    Buffer content = Buffer.buffer();
    for (int at = 0; at < body.length(); at += piece) {
      Buffer sent = body.getBuffer(at, Math.min(body.length(), at + piece));
      Buffer decoded = payload.decoded(sent);
      assertThat(decoded.length()).isLessThanOrEqualTo(sent.length());
      content.appendBuffer(decoded);
    }
    payload.end();

    assertThat(content.toString()).isEqualTo("a".repeat(66560));
  }
}
