package dev.stsbroker.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.credential.SessionCredentials;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Formats credentials for files; no other class reveals secrets for a file. The texts are written
 * and not kept.
 */
final class SinkText {
  /** First line of the formats that have comments: tells files of the broker's from others. */
  static final String MARKER = "# Written by sts-broker, replaced at every refresh.\n";

  /** What {@code ~/.aliyun/config.json} calls the region; last, if there is one. */
  static final String REGION = "region_id";

  /** The only name a tool looks for unless it is told another. */
  static final String NAME = "default";

  /** Paimon and PyODPS parse times with exactly this pattern. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  /**
   * PyODPS reads its file again only when the expiration it knows has passed; until then there has
   * to be life left for what it is doing ({@code odps/accounts.py}).
   */
  private static final Duration EARLIER = Duration.ofMinutes(15);

  /** What needs no quotes in any shell, in systemd, in env-files and in INI files. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9+/=_.:@%-]+");

  private final SessionCredentials credentials;
  private final @Nullable String region;

  SinkText(SessionCredentials credentials) {
    this(credentials, null);
  }

  /**
   * @param region as in {@link SinkSettings}
   */
  SinkText(SessionCredentials credentials, @Nullable String region) {
    this.credentials = credentials;
    this.region = region;
  }

  /** All of a format's one file. */
  byte[] file(SinkFormat format) throws SinkException {
    String text =
        switch (format) {
          case OSS, PAIMON -> flat().encode();
          case PYODPS -> pyodps().encode();
          case ALIYUN_CONFIG -> aliyunConfig().encode();
          case AWS -> aws();
          case ENV -> env();
          case JINDO -> throw new IllegalArgumentException("a folder");
        };
    return text.getBytes(UTF_8);
  }

  /** The files of {@link SinkFormat#JINDO}, in the order they are to be written. */
  Map<String, byte[]> folder() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("SecurityToken", token().getBytes(UTF_8));
    files.put("AccessKeySecret", secret().getBytes(UTF_8));
    files.put("AccessKeyId", id().getBytes(UTF_8));
    return files;
  }

  private JsonObject flat() {
    return new JsonObject()
        .put("AccessKeyId", id())
        .put("AccessKeySecret", secret())
        .put("SecurityToken", token())
        .put("Expiration", TIME.format(credentials.expiresAt()));
  }

  private JsonObject pyodps() {
    return new JsonObject()
        .put("accessKeyId", id())
        .put("accessKeySecret", secret())
        .put("securityToken", token())
        .put("expiration", TIME.format(saidExpiration()));
  }

  /** Never earlier than the next refresh, or PyODPS would read the same session again and again. */
  private Instant saidExpiration() {
    Duration third = Duration.between(credentials.issuedAt(), credentials.expiresAt()).dividedBy(3);
    return credentials.expiresAt().minus(third.compareTo(EARLIER) < 0 ? third : EARLIER);
  }

  private JsonObject aliyunConfig() {
    JsonObject profile =
        new JsonObject()
            .put("name", NAME)
            .put("mode", "StsToken")
            .put("access_key_id", id())
            .put("access_key_secret", secret())
            .put("sts_token", token());
    if (region != null) {
      profile.put(REGION, region);
    }
    return new JsonObject().put("current", NAME).put("profiles", new JsonArray().add(profile));
  }

  private String aws() throws SinkException {
    return MARKER
        + "["
        + NAME
        + "]\naws_access_key_id = "
        + plain(id())
        + "\naws_secret_access_key = "
        + plain(secret())
        + "\naws_session_token = "
        + plain(token())
        + "\n";
  }

  private String env() throws SinkException {
    String template =
        """
        ALIBABA_CLOUD_ACCESS_KEY_ID=%1$s
        ALIBABA_CLOUD_ACCESS_KEY_SECRET=%2$s
        ALIBABA_CLOUD_SECURITY_TOKEN=%3$s
        OSS_ACCESS_KEY_ID=%1$s
        OSS_ACCESS_KEY_SECRET=%2$s
        OSS_SESSION_TOKEN=%3$s
        """;
    return MARKER + template.formatted(plain(id()), plain(secret()), plain(token()));
  }

  private static String plain(String value) throws SinkException {
    if (!PLAIN.matcher(value).matches()) {
      throw new SinkException(SinkCause.UNFIT);
    }
    return value;
  }

  private String id() {
    return credentials.accessKey().id();
  }

  private String secret() {
    return credentials.accessKey().secret().reveal();
  }

  private String token() {
    return credentials.securityToken().reveal();
  }
}
