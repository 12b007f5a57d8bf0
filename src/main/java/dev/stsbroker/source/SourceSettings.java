package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import java.nio.file.Path;

/** Where an identity's access key comes from, one record a kind. */
public sealed interface SourceSettings {

  /** The identity's name in the configuration. */
  String name();

  /** The type's name in the configuration, such as {@code accessKeyFile}. */
  String type();

  /** A key written into the configuration itself: discouraged, for trying things out. */
  record InlineKey(String name, AccessKey key) implements SourceSettings {
    @Override
    public String type() {
      return "accessKey";
    }
  }

  /**
   * A JSON file with {@code AccessKeyId}, {@code AccessKeySecret} and perhaps {@code
   * SecurityToken}.
   */
  record KeyFile(String name, Path file) implements SourceSettings {
    @Override
    public String type() {
      return "accessKeyFile";
    }
  }

  /** Two files with nothing but the id and the secret, as Kubernetes mounts them. */
  record KeyFiles(String name, Path idFile, Path secretFile) implements SourceSettings {
    @Override
    public String type() {
      return "accessKeyFile";
    }
  }

  /**
   * {@code ALIBABA_CLOUD_ACCESS_KEY_ID}, {@code _ACCESS_KEY_SECRET} and {@code _SECURITY_TOKEN}.
   */
  record Environment(String name) implements SourceSettings {
    @Override
    public String type() {
      return "environment";
    }
  }
}
