package dev.stsbroker.cli.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The places where SDKs look for credentials before they ask a broker, or after it failed, and what
 * {@code exec} makes of each. {@code src/docs/clients/exec.md} has the table with its evidence.
 */
final class RivalPlaces {
  /**
   * Keys, profiles and roles of a job's own, and proxies for plain HTTP, to which Tea for Python
   * sends loopback requests whatever NO_PROXY says.
   */
  static final List<String> UNSET =
      List.of(
          "ALIBABA_CLOUD_ACCESS_KEY_ID",
          "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
          "ALIBABA_CLOUD_SECURITY_TOKEN",
          "ALIBABA_CLOUD_BEARER_TOKEN",
          "ALIBABA_CLOUD_PROFILE",
          "ALIBABA_CLOUD_PROFILE_MODE",
          "ALIBABA_CLOUD_ROLE_ARN",
          "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
          "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
          "ALIBABA_CLOUD_ECS_METADATA",
          "ALIBABACLOUD_ACCESS_KEY_ID",
          "ALIBABACLOUD_ACCESS_KEY_SECRET",
          "ALIBABACLOUD_SECURITY_TOKEN",
          "ALIBABACLOUD_PROFILE",
          "ALIBABACLOUD_ROLE_ARN",
          "ALIBABACLOUD_OIDC_PROVIDER_ARN",
          "ALIBABACLOUD_OIDC_TOKEN_FILE",
          "ALICLOUD_ACCESS_KEY",
          "ALICLOUD_SECRET_KEY",
          "ALICLOUD_ACCESS_KEY_STS_TOKEN",
          "ALICLOUD_ACCESS_KEY_ID",
          "ALICLOUD_ACCESS_KEY_SECRET",
          "ALICLOUD_SECURITY_TOKEN",
          "ALICLOUD_PROFILE",
          "ALICLOUD_ECS_ROLE_NAME",
          "ALIYUN_ACCESS_KEY_ID",
          "ALIYUN_ACCESS_KEY_SECRET",
          "ACCESS_KEY_ID",
          "ACCESS_KEY_SECRET",
          "SECURITY_TOKEN",
          "OSS_ACCESS_KEY_ID",
          "OSS_ACCESS_KEY_SECRET",
          "OSS_SESSION_TOKEN",
          "OSSUTIL_CONFIG_VALUE",
          "ODPS_STS_ACCOUNT_FILE",
          "ODPS_STS_ACCESS_KEY_ID",
          "ODPS_STS_ACCESS_KEY_SECRET",
          "ODPS_STS_TOKEN",
          "ODPS_BEARER_TOKEN",
          "ODPS_BEARER_TOKEN_FILE",
          "TABLESTORE_ACCESS_KEY_ID",
          "TABLESTORE_ACCESS_KEY_SECRET",
          "TABLESTORE_SESSION_TOKEN",
          "MINIO_ACCESS_KEY",
          "MINIO_SECRET_KEY",
          "AWS_ACCESS_KEY_ID",
          "AWS_ACCESS_KEY",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SECRET_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_SECURITY_TOKEN",
          "AWS_PROFILE",
          "AWS_DEFAULT_PROFILE",
          "AWS_CREDENTIAL_FILE",
          "AWS_ROLE_ARN",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
          "HTTP_PROXY",
          "http_proxy");

  /** A path where no file can be: older SDKs take an empty file for a mistake and stop there. */
  private static final String NOWHERE = "/dev/null/none";

  private static final String EMPTY = "/dev/null";

  /** What turns a place off: the machine's metadata, and files in the home folder. */
  static final Map<String, String> SET = set();

  private RivalPlaces() {}

  private static Map<String, String> set() {
    Map<String, String> set = new LinkedHashMap<>();
    // OpenDAL obeys it as well, in any case of letters: see reqsign.md.
    set.put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
    set.put("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true");
    set.put("ALIBABA_CLOUD_CREDENTIALS_FILE", NOWHERE);
    set.put("ALIBABA_CLOUD_CONFIG_FILE", NOWHERE);
    set.put("ALIBABACLOUD_IGNORE_PROFILE", "TRUE");
    set.put("ALIBABA_CLOUD_IGNORE_PROFILE", "TRUE");
    set.put("AWS_CONFIG_FILE", EMPTY);
    set.put("AWS_SHARED_CREDENTIALS_FILE", EMPTY);
    set.put("AWS_CREDENTIAL_PROFILES_FILE", EMPTY);
    set.put("BOTO_CONFIG", EMPTY);
    set.put("AWS_EC2_METADATA_DISABLED", "true");
    return set;
  }
}
