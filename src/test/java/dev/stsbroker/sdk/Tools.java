package dev.stsbroker.sdk;

import com.aliyun.credentials.Client;
import com.aliyun.credentials.models.Config;
import com.aliyun.credentials.models.CredentialModel;
import com.aliyun.oss.common.auth.Credentials;
import com.aliyun.oss.common.auth.CredentialsProvider;
import com.aliyun.oss.common.auth.CredentialsProviderFactory;
import com.aliyun.oss.common.auth.EcsRamRoleCredentialsProvider;
import com.aliyun.oss.common.auth.InstanceProfileCredentialsProvider;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;

/** The clients. */
final class Tools {
  /** Those that can be told where the broker is. */
  static final List<Tool> ANYWHERE =
      List.of(
          Tool.of(
              "credentials-java 1.0.3, URI",
              "credentials-uri",
              "URL/credentials/PROFILE",
              () -> Job.here(Tools::uri)),
          Tool.of(
              "odps-sdk-core 0.57.1, AklessAccount",
              "credentials-uri",
              "URL/credentials/PROFILE",
              Tool.isolated("odps", "OdpsJob")),
          Tool.of(
              "@alicloud/credentials 2.4.7, URI",
              "credentials-uri",
              "URL/credentials/PROFILE",
              Tool.node("alicloud-job")),
          Tool.of(
                  "ali-oss 6.23.0, refreshSTSToken",
                  "credentials-uri",
                  "URL/credentials/PROFILE",
                  Tool.node("oss-job"))
              .changing("URL/credentials/PROFILE 1"),
          Tool.of(
              "aliyun-sdk-oss 3.18.5, CustomSession",
              "auth-server",
              "URL/auth/PROFILE",
              () -> Job.here(Tools::customSession)),
          Tool.of(
                  "auth 2.46.0 (AWS), container",
                  "aws-container",
                  "URL/aws/PROFILE",
                  () -> Job.here(Tools::container))
              // Somewhere in the last 15 minutes to the last two, by its CachedSupplier.
              .changingAtRandom(),
          Tool.of(
              "@aws-sdk/credential-provider-http 3.972.86",
              "aws-container",
              "URL/aws/PROFILE",
              Tool.node("aws-job")),
          Tool.of(
                  "aliyun-sdk-oss 3.18.5, EcsRamRole by URL",
                  "ecs-metadata",
                  "URL/latest/meta-data/ram/security-credentials/PROFILE",
                  () -> Job.here(Tools::ramRoleByUrl))
              .wanting(54),
          Tool.of(
                  "paimon-api 1.3.1, DLF by ECS role",
                  "ecs-metadata",
                  "URL/profile/PROFILE/latest/meta-data/ram/security-credentials/",
                  Tool.isolated("paimon", "PaimonJob"))
              .wanting(60));

  /** Those that know no other place than 100.100.100.200. */
  static final List<Tool> AT_THE_INSTANCE =
      List.of(
          Tool.of(
              "credentials-java 1.0.3, ECS role",
              "ecs-metadata",
              "PROFILE",
              () -> Job.here(Tools::ramRole)),
          Tool.of(
                  "@alicloud/credentials 2.4.7, ECS role",
                  "ecs-metadata",
                  "PROFILE",
                  Tool.node("alicloud-job"))
              .wanting(60),
          Tool.of(
                  "aliyun-sdk-oss 3.18.5, InstanceProfile",
                  "ecs-metadata",
                  "PROFILE",
                  () -> Job.here(Tools::instanceProfile))
              .wanting(72),
          Tool.of(
                  "tablestore 5.17.10, InstanceProfile",
                  "ecs-metadata",
                  "PROFILE",
                  Tool.isolated("tablestore", "TablestoreJob"))
              .wanting(72));

  /** For a machine under load: what is tried is what comes, not how soon. */
  private static final int PATIENCE_MILLIS = 60_000;

  private static final String CONTAINER_URL = "aws.containerCredentialsFullUri";

  private Tools() {}

  /** Takes back what clients were told by this process's properties. */
  static void forget() {
    System.clearProperty(CONTAINER_URL);
  }

  /** All of them. */
  static List<Tool> all() {
    return Stream.concat(ANYWHERE.stream(), AT_THE_INSTANCE.stream()).toList();
  }

  private static JobLoop.Reader uri(String url) {
    return model(new Client(new Config().setType("credentials_uri").setCredentialsUri(url)));
  }

  private static JobLoop.Reader ramRole(String role) {
    Config config = new Config().setType("ecs_ram_role").setRoleName(role);
    return model(new Client(config.setConnectTimeout(PATIENCE_MILLIS).setTimeout(PATIENCE_MILLIS)));
  }

  private static JobLoop.Reader model(Client client) {
    return () -> {
      CredentialModel held = client.getCredential();
      return new String[] {
        held.getAccessKeyId(), held.getAccessKeySecret(), held.getSecurityToken()
      };
    };
  }

  private static JobLoop.Reader customSession(String url) throws Exception {
    return oss(CredentialsProviderFactory.newCustomSessionCredentialsProvider(url));
  }

  private static JobLoop.Reader ramRoleByUrl(String url) {
    return oss(new EcsRamRoleCredentialsProvider(url));
  }

  private static JobLoop.Reader instanceProfile(String role) {
    return oss(new InstanceProfileCredentialsProvider(role));
  }

  private static JobLoop.Reader oss(CredentialsProvider provider) {
    return () -> {
      Credentials held = provider.getCredentials();
      return new String[] {
        held.getAccessKeyId(), held.getSecretAccessKey(), held.getSecurityToken()
      };
    };
  }

  private static JobLoop.Reader container(String url) {
    System.setProperty(CONTAINER_URL, url);
    ContainerCredentialsProvider provider = ContainerCredentialsProvider.create();
    return () -> {
      AwsSessionCredentials held = (AwsSessionCredentials) provider.resolveCredentials();
      return new String[] {held.accessKeyId(), held.secretAccessKey(), held.sessionToken()};
    };
  }
}
