package dev.stsbroker.sink;

import java.util.Locale;

/** The formats of credential files. */
public enum SinkFormat {
  /** JSON with {@code AccessKeyId} and so on, as OSS's SDKs and ossfs print and read it. */
  OSS,
  /** A whole {@code ~/.aliyun/config.json} with one profile of mode {@code StsToken}. */
  ALIYUN_CONFIG,
  /** JSON for {@code ODPS_STS_ACCOUNT_FILE}; it says an earlier expiration than the true one. */
  PYODPS,
  /** JSON for Paimon's {@code dlf.token-path}. */
  PAIMON,
  /** A whole {@code ~/.aws/credentials} with the section {@code default}. */
  AWS,
  /** A folder of three files, for JindoSDK's {@code secrets:///folder/}. */
  JINDO,
  /** {@code NAME=value} lines for shells, systemd and container engines. */
  ENV;

  /** The format that a configuration calls {@code word}; throws for another word. */
  public static SinkFormat of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** What a configuration calls it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it is a folder of several files. */
  boolean folder() {
    return this == JINDO;
  }
}
