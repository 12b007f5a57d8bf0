package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.credentials.Client;
import com.aliyun.credentials.models.Config;
import com.aliyun.credentials.models.CredentialModel;
import com.aliyun.oss.common.auth.Credentials;
import com.aliyun.oss.common.auth.CustomSessionCredentialsProvider;
import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.testing.TestingBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;

/** Clients as they are, of a profile that asks for a secret. */
class GuardedClientTest {
  private static final String SECRET = "the.secret~of_the-reports";
  private static final String URI = "aws.containerCredentialsFullUri";
  private static final String TOKEN = "aws.containerAuthorizationToken";
  private static final String TOKEN_FILE = "aws.containerAuthorizationTokenFile";
  private TestingBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker =
        TestingBroker.startGuarded(
            Map.of("reports", CallerSecrets.of("reports.secret", SECRET)),
            TestingBroker.profile("reports", true));
  }

  @AfterEach
  void stop() {
    for (String property : new String[] {URI, TOKEN, TOKEN_FILE}) {
      System.clearProperty(property);
    }
    broker.close();
  }

  @Test
  void credentialsJava_isServed_whenItsUriHasTheSecret() throws Exception {
    CredentialModel got = client("/key/" + SECRET + "/credentials/reports").getCredential();
    assertThat(new Served(got.getAccessKeyId(), got.getAccessKeySecret(), got.getSecurityToken()))
        .isEqualTo(served());
  }

  @Test
  void credentialsJava_saysWhatIsWrong_whenItsUriHasNone() {
    Client client = client("/credentials/reports");
    assertThatThrownBy(client::getCredential).hasStackTraceContaining("InvalidSecret");
  }

  @Test
  void ossJava_isServed_whenItsUrlHasTheSecret() throws Exception {
    String url = broker.url("/key/" + SECRET + "/auth/reports").toString();
    Credentials got = new CustomSessionCredentialsProvider(url).getCredentials();
    assertThat(new Served(got.getAccessKeyId(), got.getSecretAccessKey(), got.getSecurityToken()))
        .isEqualTo(served());
  }

  @Test
  void awsJava_isServed_whenItSendsTheSecret() throws Exception {
    System.setProperty(URI, broker.url("/aws/reports").toString());
    System.setProperty(TOKEN, SECRET);
    assertThat(gotByAws()).isEqualTo(served());
    System.setProperty(TOKEN, "Bearer " + SECRET);
    assertThat(gotByAws()).isEqualTo(served());
  }

  @Test
  void awsJava_isServed_whenTheSecretIsInAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), SECRET);
    System.setProperty(URI, broker.url("/aws/reports").toString());
    System.setProperty(TOKEN_FILE, file.toString());
    assertThat(gotByAws()).isEqualTo(served());
  }

  @Test
  void awsJava_saysWhatIsWrong_whenItSendsAnotherSecret() {
    System.setProperty(URI, broker.url("/aws/reports").toString());
    System.setProperty(TOKEN, "the-secret-of-nobody");
    assertThatThrownBy(GuardedClientTest::gotByAws).hasStackTraceContaining("wrong secret");
  }

  private Served served() throws Exception {
    return Served.at(broker, "/key/" + SECRET + "/credentials/reports");
  }

  private Client client(String path) {
    String uri = broker.url(path).toString();
    return new Client(new Config().setType("credentials_uri").setCredentialsUri(uri));
  }

  private static Served gotByAws() {
    try (ContainerCredentialsProvider provider = ContainerCredentialsProvider.create()) {
      AwsSessionCredentials got = (AwsSessionCredentials) provider.resolveCredentials();
      return new Served(got.accessKeyId(), got.secretAccessKey(), got.sessionToken());
    }
  }
}
