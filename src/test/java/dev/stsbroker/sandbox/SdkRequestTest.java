package dev.stsbroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.auth.AlibabaCloudCredentials;
import com.aliyuncs.auth.AnonymousCredentials;
import com.aliyuncs.auth.BasicCredentials;
import com.aliyuncs.auth.BasicSessionCredentials;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.auth.Signer;
import com.aliyuncs.auth.signers.SignatureAlgorithm;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.HttpRequest;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.regions.ProductDomain;
import com.aliyuncs.sts.model.v20150401.AssumeRoleRequest;
import com.aliyuncs.sts.model.v20150401.AssumeRoleWithOIDCRequest;
import com.aliyuncs.sts.model.v20150401.GetCallerIdentityRequest;
import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.sandbox.rpc.StsCall;
import dev.stsbroker.sandbox.rpc.StsCall.TokenPlace;
import dev.stsbroker.sandbox.sts.TokenIssuer;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.cloud.StsClient;
import dev.stsbroker.testing.cloud.TestCloud;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests signed by the vendor's own SDK, which reads the machine's clock. */
class SdkRequestTest {
  private static final Set<String> SET_BY_THE_CLIENT = Set.of("host", "content-length");

  private final TestCloud cloud = new TestCloud(InstantSource.system());

  @AfterEach
  void close() {
    cloud.close();
  }

  @ParameterizedTest
  @EnumSource(SignatureVersion.class)
  void assumeRole_isAccepted_asTheSdkSignsIt(SignatureVersion version) throws Exception {
    HttpResponse<String> response = assume(version, credentials(TestCloud.KEY), "adminrole");

    assertThat(StsClient.code(response)).isEqualTo("200 OK");
    assertThat(StsClient.body(response).getString("SourceIdentity")).isEqualTo("svc-1");
  }

  @ParameterizedTest
  @EnumSource(SignatureVersion.class)
  void sessions_areAccepted_asTheSdkSignsWithThem(SignatureVersion version) throws Exception {
    AccessKey key = StsClient.key(assume(version, credentials(TestCloud.KEY), "adminrole"));

    assertThat(StsClient.code(assume(version, credentials(key), "chained"))).isEqualTo("200 OK");
    assertThat(StsClient.code(send(version, credentials(key), new GetCallerIdentityRequest())))
        .isEqualTo("200 OK");
  }

  @ParameterizedTest
  @EnumSource(SignatureVersion.class)
  void assumeRole_isRefused_whenTheSdkHasAnotherSecret(SignatureVersion version) throws Exception {
    AccessKey wrong = new AccessKey(TestCloud.KEY.id(), Secret.of("wrong"), null);

    assertThat(StsClient.code(assume(version, credentials(wrong), "adminrole")))
        .isEqualTo("400 SignatureDoesNotMatch");
  }

  @ParameterizedTest
  @EnumSource(SignatureVersion.class)
  void assumeRoleWithOidc_isAccepted_asTheSdkSendsItAnonymously(SignatureVersion version)
      throws Exception {
    try (TestCloud keyless = new TestCloud(TestCloud.keylessSettings(), InstantSource.system())) {
      TokenIssuer issuer = keyless.cloud().tokenIssuer(TestCloud.PROVIDER).orElseThrow();
      AssumeRoleWithOIDCRequest request = new AssumeRoleWithOIDCRequest();
      request.setOIDCProviderArn(TestCloud.PROVIDER);
      request.setRoleArn(TestCloud.role("pod"));
      request.setRoleSessionName("pod-1");
      request.setOIDCToken(issuer.token("system:serviceaccount:jobs:etl", Duration.ofMinutes(10)));

      HttpResponse<String> response = send(keyless, version, new AnonymousCredentials(), request);

      assertThat(StsClient.code(response)).isEqualTo("200 OK");
      assertThat(keyless.cloud().calls())
          .extracting(StsCall::oidcToken)
          .containsExactly(TokenPlace.URL);
    }
  }

  private HttpResponse<String> assume(
      SignatureVersion version, AlibabaCloudCredentials credentials, String role) throws Exception {
    AssumeRoleRequest request = new AssumeRoleRequest();
    request.setRoleArn(TestCloud.role(role));
    request.setRoleSessionName("alice@x");
    request.setDurationSeconds(900L);
    request.setExternalId("ext=id+1/");
    request.setPolicy(
        "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
            + "\"Resource\":\"acs:oss:*:*:b/é~ '()!*\"},"
            + "{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}]}");
    request.putQueryParameter("SourceIdentity", "svc-1");
    return send(version, credentials, request);
  }

  private HttpResponse<String> send(
      SignatureVersion version, AlibabaCloudCredentials credentials, RpcAcsRequest<?> request)
      throws Exception {
    return send(cloud, version, credentials, request);
  }

  private static HttpResponse<String> send(
      TestCloud to,
      SignatureVersion version,
      AlibabaCloudCredentials credentials,
      RpcAcsRequest<?> request)
      throws Exception {
    StsClient client = new StsClient(to.sandbox().stsPort(), InstantSource.system());
    String host = "127.0.0.1:" + to.sandbox().stsPort();
    // As the SDK's own client does before it signs.
    request.putHeaderParameter("x-acs-action", request.getSysActionName());
    request.putHeaderParameter("x-acs-version", request.getSysVersion());
    request.setSysProtocol(ProtocolType.HTTP);
    request.setSysSignatureVersion(version);
    request.setSysSignatureAlgorithm(SignatureAlgorithm.ACS3_HMAC_SHA256);
    // Version 1 has one algorithm and does not look at this.
    Signer signer = Signer.getSigner(credentials, version, SignatureAlgorithm.ACS3_HMAC_SHA256);
    HttpRequest signed =
        request.signRequest(signer, credentials, FormatType.JSON, new ProductDomain("Sts", host));
    URI uri = URI.create(signed.getSysUrl());
    var sent = client.post(uri.getRawPath() + "?" + uri.getRawQuery());
    signed
        .getSysHeaders()
        .forEach(
            (name, value) -> {
              if (value != null && !SET_BY_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                sent.header(name, value);
              }
            });
    return client.send(sent);
  }

  private static AlibabaCloudCredentials credentials(AccessKey key) {
    Secret token = key.securityToken();
    return token == null
        ? new BasicCredentials(key.id(), key.secret().reveal())
        : new BasicSessionCredentials(key.id(), key.secret().reveal(), token.reveal());
  }
}
