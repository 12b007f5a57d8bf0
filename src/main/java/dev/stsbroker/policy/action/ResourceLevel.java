package dev.stsbroker.policy.action;

import dev.stsbroker.policy.match.Arn;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The kind of resource an action works on. The shapes are those of "Resources in RAM policies for
 * OSS" and of Tablestore's "Custom permissions".
 */
public enum ResourceLevel {
  /** The account: {@code oss:ListBuckets}. */
  SERVICE("the whole account", "acs:oss:*:*:*"),
  /** A bucket itself. */
  BUCKET("a bucket", "acs:oss:*:*:my-bucket"),
  /** Objects in a bucket. */
  OBJECT("objects", "acs:oss:*:*:my-bucket/*"),
  /** A Tablestore instance itself; its ARN does not cover its tables. */
  INSTANCE("an instance", "acs:ots:*:*:instance/my-instance"),
  /** Tables of an instance. */
  TABLE("tables", "acs:ots:*:*:instance/my-instance/table/*"),
  /** Not documented. */
  ANY("anything", "*");

  /** Names in OSS of what is no bucket, but leads to one. */
  public static final Pattern NO_BUCKET =
      Pattern.compile("(accesspoint|accesspointforobjectprocess|resourcepool)/");

  private static final Pattern STARS = Pattern.compile("\\*+");

  private final String words;
  private final String example;

  ResourceLevel(String words, String example) {
    this.words = words;
    this.example = example;
  }

  static ResourceLevel named(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** What it is, for a message. */
  public String words() {
    return words;
  }

  /** An ARN of it. */
  public String example() {
    return example;
  }

  /** The levels of the resources that a well-formed pattern can match. */
  public static Set<ResourceLevel> of(String pattern) {
    String name = Arn.of(pattern).map(Arn::name).orElse("*");
    if (STARS.matcher(name).matches()) {
      return EnumSet.allOf(ResourceLevel.class);
    }
    return switch (Arn.of(pattern).map(Arn::service).orElse("")) {
      case "oss" -> bucketOrObject(name);
      case "ots" -> instanceOrTable(name);
      default -> EnumSet.allOf(ResourceLevel.class);
    };
  }

  private static Set<ResourceLevel> bucketOrObject(String name) {
    int slash = name.indexOf('/');
    if (NO_BUCKET.matcher(name).lookingAt()) {
      return EnumSet.of(BUCKET, OBJECT, ANY);
    }
    if (slash >= 0) {
      return slash == name.length() - 1 ? EnumSet.of(ANY) : EnumSet.of(OBJECT, ANY);
    }
    return name.contains("*") ? EnumSet.of(BUCKET, OBJECT, ANY) : EnumSet.of(BUCKET, ANY);
  }

  private static Set<ResourceLevel> instanceOrTable(String name) {
    if (!name.startsWith("instance")) {
      return EnumSet.allOf(ResourceLevel.class);
    }
    if (name.contains("/table/")) {
      return EnumSet.of(TABLE, ANY);
    }
    return name.contains("*") ? EnumSet.of(INSTANCE, TABLE, ANY) : EnumSet.of(INSTANCE, ANY);
  }
}
