package dev.stsbroker.http.contract;

import dev.stsbroker.credential.SessionCredentials;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes credentials as JSON; no other class reveals secrets for an answer.
 *
 * <p>The object is flat, compact, of strings only and in this order; there are no further keys,
 * since ali-oss merges them into its options and ossfs looks for {@code Token} and {@code
 * Expiration} in each. {@code StatusCode} is a string because the OSS Java SDK takes a number for a
 * failure. Times have exactly twenty characters: credentials-java, Tablestore and others reject
 * fractions and offsets.
 */
public final class CredentialJson {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private CredentialJson() {}

  /** All bodies of {@code credentials}. */
  public static Bodies render(SessionCredentials credentials) {
    JsonObject flat =
        new JsonObject()
            .put("Code", "Success")
            .put("StatusCode", "200")
            .put("AccessKeyId", credentials.accessKey().id())
            .put("AccessKeySecret", credentials.accessKey().secret().reveal())
            .put("SecurityToken", credentials.securityToken().reveal())
            .put("Expiration", time(credentials.expiresAt()))
            .put("LastUpdated", time(credentials.issuedAt()));
    return new Bodies(flat.toBuffer(), aws(credentials).toBuffer());
  }

  /** All four members, since botocore and the JavaScript SDK take no answer without one of them. */
  private static JsonObject aws(SessionCredentials credentials) {
    return new JsonObject()
        .put("AccessKeyId", credentials.accessKey().id())
        .put("SecretAccessKey", credentials.accessKey().secret().reveal())
        .put("Token", credentials.securityToken().reveal())
        .put("Expiration", time(credentials.expiresAt()));
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }
}
