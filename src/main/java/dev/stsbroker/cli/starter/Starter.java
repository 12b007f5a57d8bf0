package dev.stsbroker.cli.starter;

import dev.stsbroker.config.setting.ReplaceMe;
import dev.stsbroker.credential.RoleArn;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a new configuration, as far as {@code init} was told them; {@link ReplaceMe#WORD}
 * stands for the others.
 */
public final class Starter {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
  private static final String ANY_ROLE = "acs:ram::1234567890123456:role/" + ReplaceMe.WORD;

  private final String role;
  private final IdentityKind identity;
  private final String bucket;

  /**
   * A broker with one profile.
   *
   * @param role the ARN of the role; null if it is not known
   * @param identity what it signs with
   * @param bucket the bucket whose objects the profile may read; null if it is not known
   * @throws IllegalArgumentException with a sentence if one of them is none
   */
  public Starter(@Nullable String role, IdentityKind identity, @Nullable String bucket) {
    this.role = role == null ? ANY_ROLE : role(role);
    this.identity = identity;
    this.bucket = bucket == null ? ReplaceMe.WORD : bucket(bucket);
  }

  private static String role(String arn) {
    try {
      return new RoleArn(arn).value();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--role: " + e.getMessage(), e);
    }
  }

  private static String bucket(String name) {
    if (BUCKET.matcher(name).matches()) {
      return name;
    }
    throw new IllegalArgumentException(
        "--bucket: "
            + name
            + " (expected: 3 to 63 lower-case letters, digits and -, none of these at its ends)");
  }

  /** What it signs with. */
  IdentityKind identity() {
    return identity;
  }

  /** Whether something has to be replaced before the configuration is of use. */
  boolean isUnfinished() {
    return ReplaceMe.isIn(role) || ReplaceMe.isIn(bucket);
  }

  /** The configuration. */
  String text() {
    return TEXT.formatted(identity.lines().indent(4).stripTrailing(), role, bucket);
  }

  private static final String TEXT =
      """
      # What sts-broker serves, and what it signs with. Check it: sts-broker check --online. It is read
      # again whenever it changes. What is commented out shows a default or an alternative; all keys are
      # in config/broker.yaml of the distribution.

      # Where jobs ask for credentials. Loopback only, unless allowRemote is true.
      listen:
        - 127.0.0.1:7070

      # Metrics, health and status; never credentials.
      admin: 127.0.0.1:7071

      sts:
        region: cn-hangzhou                   # asks sts.cn-hangzhou.aliyuncs.com
        # network: vpc                        # inside a VPC: sts-vpc.<region>.aliyuncs.com

      # What the broker signs with: something that may assume the role below.
      identities:
        default:
      %s

      # The sessions that jobs may ask for: GET /credentials/bucket-reader
      profiles:
        bucket-reader:
          # The role has to trust the identity: sts-broker policy trust prints such a trust policy.
          roleArn: %s
          duration: 1h                        # 15m..12h, at most the role's MaxSessionDuration
          # A session may do what both the role and this policy allow. sts-broker policy list shows the
          # other presets; file or document stand for a policy of your own.
          policy:
            preset: oss-read-only
            with:
              bucket: %s
              # prefix: reports/              # that part of the bucket alone
          # Left out, every local process may have the profile. With a file of secrets (mode 0600), those
          # may that present one of its lines; openssl rand -hex 32 makes one.
          # access:
          #   secretFile: secrets/bucket-reader.secret

      # The profile that GET /credentials serves; may be left out where there is one.
      defaultProfile: bucket-reader
      """;
}
