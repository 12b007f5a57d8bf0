package dev.stsbroker.sandbox.oss;

/**
 * A bucket, private like every new one.
 *
 * @param name 3..63 lower-case letters, digits and hyphens
 * @param owner the id of its account
 * @param region such as {@code cn-hangzhou}
 */
public record Bucket(String name, String owner, String region) {
  /** How policies name it, or an object in it; with an empty key, the bucket. */
  String arn(String key) {
    return "acs:oss:oss-" + region + ":" + owner + ":" + name + (key.isEmpty() ? "" : "/" + key);
  }

  /** Its endpoint's host from everywhere. */
  String publicEndpoint() {
    return "oss-" + region + ".aliyuncs.com";
  }

  /** Its endpoint's host from inside the region. */
  String internalEndpoint() {
    return "oss-" + region + "-internal.aliyuncs.com";
  }
}
