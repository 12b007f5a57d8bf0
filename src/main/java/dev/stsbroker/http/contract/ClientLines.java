package dev.stsbroker.http.contract;

import java.nio.file.Path;

/** The lines of the index page that say how to point clients at this listener. */
final class ClientLines {
  private static final String TEXT =
      """
      Clients
        any of them, by one command
          sts-broker exec --url=BASE <profile> -- COMMAND
        credentials-java, -python, -go, -nodejs, -php, odps-sdk, Terraform
          export ALIBABA_CLOUD_CREDENTIALS_URI=BASE/credentials/<profile>
          export ALIBABA_CLOUD_ECS_METADATA_DISABLED=true ALIBABA_CLOUD_CLI_PROFILE_DISABLED=true
          export ALIBABA_CLOUD_CREDENTIALS_FILE=/dev/null/none
        aliyun CLI, in ~/.aliyun/config.json
          "mode": "CredentialsURI", "credentials_uri": "BASE/credentials/<profile>"
        OSS for Java, Android and iOS: auth server
          BASE/auth/<profile>
        oss2 auth_host, ossutil ecsAk, ossfs ram_role, JindoSDK aliyun.oss.provider.url
          BASE/latest/meta-data/ram/security-credentials/<profile>
        OpenDAL and reqsign; ack-ram-tool
          export ALIBABA_CLOUD_ECS_METADATA_SERVICE_ENDPOINT=BASE/profile/<profile>
          export ALIBABA_CLOUD_IMDS_ENDPOINT=BASE/profile/<profile>
        Paimon
          dlf.token-ecs-metadata-url=BASE/profile/<profile>/latest/meta-data/ram/security-credentials/
        AWS SDKs, boto3, S3A, ClickHouse
          export AWS_CONTAINER_CREDENTIALS_FULL_URI=BASE/aws/<profile>
      """;

  private static final String SOCKET_TEXT =
      """
      Clients
        those that run a command: aliyun CLI and SDKs by External; OSS Go, ossfs, ossutil 2; AWS's
          sts-broker fetch --url=unix:SOCKET <profile> --format aliyun
          sts-broker fetch --url=unix:SOCKET <profile> --format oss
          sts-broker fetch --url=unix:SOCKET <profile> --format aws
        curl
          curl --unix-socket SOCKET http://localhost/credentials/<profile>
        SDKs know no unix sockets: for them, listen on a port as well
      """;

  private ClientLines() {}

  /** For a listener on a unix socket. */
  static String of(Path socket) {
    return SOCKET_TEXT.replace("SOCKET", socket.toString());
  }

  /**
   * @param base the listener's own URL, without a slash at the end
   */
  static String of(String base) {
    return TEXT.replace("BASE", base);
  }
}
