package dev.stsbroker.cli.starter;

import java.util.List;
import java.util.stream.Stream;

/**
 * The kinds of identity that {@code init} can write, each with the steps that are left to its
 * owner.
 */
public enum IdentityKind {
  /** Whatever there is. */
  AUTO(
      "auto",
      """
      # The first there is: ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, then the
      # pod's token (RRSA), then the role of the ECS instance. The log says which it took.
      type: auto
      """,
      "Set ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET, or run it in an RRSA pod or on ECS."),
  /** A key in the environment. */
  ENVIRONMENT(
      "environment",
      """
      # ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET and, for a temporary key,
      # ALIBABA_CLOUD_SECURITY_TOKEN, as they are when the broker starts.
      type: environment
      """,
      "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET."),
  /** A key in a file of its own, which {@link StarterFiles} makes. */
  ACCESS_KEY_FILE(
      "accessKeyFile",
      """
      # {"AccessKeyId": "...", "AccessKeySecret": "..."} in a file that its owner alone can read
      # (chmod 600), in a folder that its owner alone can enter (chmod 700). It is read again when it
      # changes.
      type: accessKeyFile
      file: secrets/access-key.json
      """,
      "Put the key of a RAM user into %s, and leave its mode 0600."),
  /** A pod's token. */
  OIDC(
      "oidc",
      """
      # The pod's token (RRSA), by the variables that ACK sets in the pod: ALIBABA_CLOUD_ROLE_ARN,
      # ALIBABA_CLOUD_OIDC_PROVIDER_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE. Without them name these:
      type: oidc
      # roleArn: acs:ram::1234567890123456:role/rrsa
      # providerArn: acs:ram::1234567890123456:oidc-provider/ack-rrsa-c0123456789
      # tokenFile: /var/run/secrets/ack.alibabacloud.com/rrsa-tokens/token
      """,
      "Check and run it in a pod that has RRSA: elsewhere there is no token."),
  /** An instance's role. */
  ECS_RAM_ROLE(
      "ecsRamRole",
      """
      # The role of the ECS instance the broker runs on.
      type: ecsRamRole
      # roleName: my-instance-role        # left out, the metadata service is asked for it
      """,
      "Run it on an ECS instance that has a RAM role."),
  /** Another broker. */
  CREDENTIALS_URI(
      "credentialsUri",
      """
      # From whoever answers a GET with AccessKeyId, AccessKeySecret, SecurityToken and Expiration.
      type: credentialsUri
      uri: http://127.0.0.1:6666/credentials
      """,
      "Name the URI of the other broker, if it is not http://127.0.0.1:6666/credentials.");

  private final String word;
  private final String lines;
  private final String advice;

  IdentityKind(String word, String lines, String advice) {
    this.word = word;
    this.lines = lines;
    this.advice = advice;
  }

  /** Their names, as a configuration has them. */
  public static List<String> words() {
    return Stream.of(values()).map(kind -> kind.word).toList();
  }

  /** The kind of that name; throws {@link IllegalArgumentException} if there is none. */
  public static IdentityKind named(String word) {
    return Stream.of(values())
        .filter(kind -> kind.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--identity: "
                        + word
                        + " (expected one of: "
                        + String.join(", ", words())
                        + ")"));
  }

  /** Its lines in a configuration. */
  String lines() {
    return lines;
  }

  /** A sentence on what its owner has to do; {@code %s} stands for the key's file. */
  String advice() {
    return advice;
  }
}
