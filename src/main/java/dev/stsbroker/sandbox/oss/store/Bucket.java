package dev.stsbroker.sandbox.oss.store;

import java.util.Set;

/**
 * A bucket, private like every new one.
 *
 * @param name 3..63 lower-case letters, digits and hyphens
 * @param owner the id of its account
 * @param region such as {@code cn-hangzhou}
 * @param allowedOrigins the origins whose pages may use it, {@code *} for all
 */
public record Bucket(String name, String owner, String region, Set<String> allowedOrigins) {
  /** Copies the origins. */
  public Bucket {
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  /** A bucket that pages of other origins have no access to. */
  public Bucket(String name, String owner, String region) {
    this(name, owner, region, Set.of());
  }

  /** How policies name it, or an object in it; with an empty key, the bucket. */
  public String arn(String key) {
    return "acs:oss:oss-" + region + ":" + owner + ":" + name + (key.isEmpty() ? "" : "/" + key);
  }

  /** Its endpoint's host from everywhere. */
  public String publicEndpoint() {
    return "oss-" + region + ".aliyuncs.com";
  }

  /** Its endpoint's host from inside the region. */
  public String internalEndpoint() {
    return "oss-" + region + "-internal.aliyuncs.com";
  }
}
