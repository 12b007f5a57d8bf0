package dev.stsbroker.cli.client;

import dev.stsbroker.secret.Secret;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a job whose SDKs are to ask a broker, as shell lines: those that point them
 * there, and no others that would come first.
 */
final class JobEnvironment {
  /**
   * Read before a credentials URI, or instead of it: keys, profiles, roles of their own
   * (credentials-java DefaultCredentialsProvider and its siblings, aliyun-cli config/profile.go,
   * terraform-provider-alicloud provider.go, tablestore AuthUtils, botocore credentials.py); and
   * proxies for plain HTTP, to which Tea for Python sends loopback requests whatever NO_PROXY says.
   */
  private static final List<String> STRONGER =
      List.of(
          "ALIBABA_CLOUD_ACCESS_KEY_ID",
          "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
          "ALIBABA_CLOUD_SECURITY_TOKEN",
          "ALIBABA_CLOUD_PROFILE",
          "ALIBABA_CLOUD_ROLE_ARN",
          "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
          "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
          "ALIBABA_CLOUD_ECS_METADATA",
          "ALIBABACLOUD_ACCESS_KEY_ID",
          "ALIBABACLOUD_ACCESS_KEY_SECRET",
          "ALIBABACLOUD_SECURITY_TOKEN",
          "ALICLOUD_ACCESS_KEY",
          "ALICLOUD_SECRET_KEY",
          "ALICLOUD_ACCESS_KEY_ID",
          "ALICLOUD_ACCESS_KEY_SECRET",
          "ALICLOUD_SECURITY_TOKEN",
          "ALICLOUD_PROFILE",
          "ALICLOUD_ECS_ROLE_NAME",
          "OSS_ACCESS_KEY_ID",
          "OSS_ACCESS_KEY_SECRET",
          "OSS_SESSION_TOKEN",
          "TABLESTORE_ACCESS_KEY_ID",
          "TABLESTORE_ACCESS_KEY_SECRET",
          "TABLESTORE_SESSION_TOKEN",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_PROFILE",
          "AWS_DEFAULT_PROFILE",
          "AWS_ROLE_ARN",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
          "HTTP_PROXY",
          "http_proxy");

  private final String base;
  private final String host;
  private final @Nullable Secret secret;
  private final Selection selection;
  private final Surroundings inherited;

  /**
   * @param broker reached over HTTP
   * @param selection of a named profile
   * @param inherited the variables that the job would have
   */
  JobEnvironment(Broker broker, Selection selection, Surroundings inherited) {
    this.base = broker.address().url();
    this.host = broker.address().bareHost();
    this.secret = broker.secret();
    this.selection = selection;
    this.inherited = inherited;
  }

  /** The lines, each ended. With a secret, their text is one. */
  String lines() {
    List<String> lines = new ArrayList<>();
    for (String name : STRONGER) {
      lines.add(ShellText.unset(name));
    }
    String tree = secret == null ? base : base + "/key/" + secret.reveal();
    String uri = tree + selection.path();
    lines.add(ShellText.export("STS_BROKER_URL", base));
    lines.add(ShellText.export("ALIBABA_CLOUD_CREDENTIALS_URI", uri));
    lines.add(ShellText.export("ALICLOUD_CREDENTIALS_URI", uri));
    // On ECS the SDKs ask the instance for its role before they look at the URI.
    lines.add(ShellText.export("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true"));
    lines.add(ShellText.export("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true"));
    // Else ~/.alibabacloud/credentials or credentials.ini, which come before the URI.
    lines.add(ShellText.export("ALIBABA_CLOUD_CREDENTIALS_FILE", "/dev/null"));
    lines.addAll(metadata(tree));
    lines.addAll(aws());
    lines.add(ShellText.export("NO_PROXY", unproxied("NO_PROXY")));
    lines.add(ShellText.export("no_proxy", unproxied("no_proxy")));
    return String.join("", lines);
  }

  /**
   * For clients that take another metadata service: reqsign and OpenDAL, ack-ram-tool. Without it
   * they ask 100.100.100.200 and get the machine's own identity. Requests for metadata can carry no
   * parameter: a profile that needs some refuses them.
   */
  private List<String> metadata(String tree) {
    String endpoint = tree + "/profile/" + selection.profile();
    return List.of(
        ShellText.export("ALIBABA_CLOUD_ECS_METADATA_SERVICE_ENDPOINT", endpoint),
        ShellText.export("ALIBABA_CLOUD_IMDS_ENDPOINT", endpoint));
  }

  /** The secret goes into a header here. Its other form, a file, would win in one SDK only. */
  private List<String> aws() {
    List<String> lines = new ArrayList<>();
    String uri = base + "/aws/" + selection.profile() + selection.query();
    lines.add(ShellText.export("AWS_CONTAINER_CREDENTIALS_FULL_URI", uri));
    if (secret != null) {
      lines.add(ShellText.export("AWS_CONTAINER_AUTHORIZATION_TOKEN", secret.reveal()));
    }
    // Keys and credential_process in the files come first, the instance's role last.
    lines.add(ShellText.export("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"));
    lines.add(ShellText.export("AWS_CONFIG_FILE", "/dev/null"));
    lines.add(ShellText.export("AWS_EC2_METADATA_DISABLED", "true"));
    return lines;
  }

  private String unproxied(String name) {
    Set<String> hosts = new LinkedHashSet<>();
    String before = inherited.variable(name);
    if (before != null && !before.isBlank()) {
      hosts.addAll(List.of(before.split(",")));
    }
    hosts.addAll(List.of("127.0.0.1", "localhost", host));
    return String.join(",", hosts);
  }
}
