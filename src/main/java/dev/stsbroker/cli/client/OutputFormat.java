package dev.stsbroker.cli.client;

import dev.stsbroker.cli.client.request.ClientException;
import dev.stsbroker.cli.client.request.FlatJson;
import dev.stsbroker.cli.client.request.ServedCredentials;
import dev.stsbroker.cli.client.request.ShellText;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The output formats of {@code fetch}, which tools read from a command that they run. Each is one
 * line, except {@link #ENV}.
 */
enum OutputFormat {
  /** The body that brokers serve. */
  JSON {
    @Override
    String print(ServedCredentials credentials) {
      return object(
          member("Code", "Success"),
          member("StatusCode", "200"),
          member("AccessKeyId", credentials.accessKeyId()),
          member("AccessKeySecret", credentials.accessKeySecret().reveal()),
          member("SecurityToken", credentials.securityToken().reveal()),
          member("Expiration", credentials.expiration()),
          member("LastUpdated", credentials.lastUpdated()));
    }
  },

  /**
   * {@code "mode": "External"} of {@code ~/.aliyun/config.json}, as aliyun-cli reads it in
   * config/profile.go and credentials-java in ExternalCredentialsProvider. Without {@code mode}
   * aliyun-cli would run the command for ever.
   */
  ALIYUN {
    @Override
    String print(ServedCredentials credentials) {
      return object(
          member("mode", "StsToken"),
          member("access_key_id", credentials.accessKeyId()),
          member("access_key_secret", credentials.accessKeySecret().reveal()),
          member("sts_token", credentials.securityToken().reveal()),
          member("expiration", credentials.expiration()));
    }
  },

  /** The process provider of OSS's Go SDK v2, {@code credential_process} of ossfs and ossutil 2. */
  OSS {
    @Override
    String print(ServedCredentials credentials) {
      return object(
          member("AccessKeyId", credentials.accessKeyId()),
          member("AccessKeySecret", credentials.accessKeySecret().reveal()),
          member("SecurityToken", credentials.securityToken().reveal()),
          member("Expiration", credentials.expiration()));
    }
  },

  /** {@code credential_process} of the AWS SDKs and tools, whose Version is a number. */
  AWS {
    @Override
    String print(ServedCredentials credentials) {
      return object(
          "\"Version\":1",
          member("AccessKeyId", credentials.accessKeyId()),
          member("SecretAccessKey", credentials.accessKeySecret().reveal()),
          member("SessionToken", credentials.securityToken().reveal()),
          member("Expiration", credentials.expiration()));
    }
  },

  /** Lines for {@code eval} in any POSIX shell: the variables of the SDKs, and of OSS's own. */
  ENV {
    @Override
    String print(ServedCredentials credentials) {
      String id = credentials.accessKeyId();
      String key = credentials.accessKeySecret().reveal();
      String token = credentials.securityToken().reveal();
      return ShellText.export("ALIBABA_CLOUD_ACCESS_KEY_ID", id)
          + ShellText.export("ALIBABA_CLOUD_ACCESS_KEY_SECRET", key)
          + ShellText.export("ALIBABA_CLOUD_SECURITY_TOKEN", token)
          + ShellText.export("OSS_ACCESS_KEY_ID", id)
          + ShellText.export("OSS_ACCESS_KEY_SECRET", key)
          + ShellText.export("OSS_SESSION_TOKEN", token);
    }
  };

  /** All of it, the end of the line included. */
  abstract String print(ServedCredentials credentials);

  /** The format of that name, {@link #JSON} for null; throws if there is none. */
  static OutputFormat named(@Nullable String name) throws ClientException {
    if (name == null) {
      return JSON;
    }
    for (OutputFormat format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
        return format;
      }
    }
    throw ClientException.usage(
        "--format: " + ShellText.shown(name) + " (expected: json, aliyun, oss, aws or env)");
  }

  /** The formats' names, to complete from. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(values()).map(format -> format.name().toLowerCase(Locale.ROOT)).iterator();
    }
  }

  private static String member(String name, String value) {
    return FlatJson.quote(name) + ":" + FlatJson.quote(value);
  }

  private static String object(String... members) {
    return "{" + String.join(",", members) + "}\n";
  }
}
