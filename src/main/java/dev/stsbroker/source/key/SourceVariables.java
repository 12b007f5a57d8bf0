package dev.stsbroker.source.key;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.source.key.SourceSettings.EcsRamRole;
import dev.stsbroker.source.key.SourceSettings.Oidc;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The variables that Alibaba Cloud's own SDKs read an identity from, and ACK's webhook sets in pods
 * with RRSA; a blank one counts as not set.
 */
public final class SourceVariables {
  public static final String ROLE_ARN = "ALIBABA_CLOUD_ROLE_ARN";
  public static final String OIDC_PROVIDER_ARN = "ALIBABA_CLOUD_OIDC_PROVIDER_ARN";
  public static final String OIDC_TOKEN_FILE = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";
  public static final String ROLE_SESSION_NAME = "ALIBABA_CLOUD_ROLE_SESSION_NAME";

  public static final String ACCESS_KEY_ID = "ALIBABA_CLOUD_ACCESS_KEY_ID";
  public static final String ACCESS_KEY_SECRET = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
  static final String SECURITY_TOKEN = "ALIBABA_CLOUD_SECURITY_TOKEN";
  public static final String METADATA_DISABLED = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";

  private static final String METADATA_ROLE = "ALIBABA_CLOUD_ECS_METADATA";
  private static final String METADATA_V1_DISABLED = "ALIBABA_CLOUD_IMDSV1_DISABLED";

  private final Function<String, @Nullable String> environment;

  /** Reads through {@code environment}, which answers null for a variable that is not set. */
  public SourceVariables(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /** The variable's value without white space around it; null if there is none. */
  public @Nullable String value(String variable) {
    String value = environment.apply(variable);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** The metadata service at {@code endpoint}, as the variables want it asked. */
  public EcsRamRole ecsRamRole(String name, URI endpoint) {
    return new EcsRamRole(name, endpoint, value(METADATA_ROLE), !is(METADATA_V1_DISABLED));
  }

  /** Whether {@code variable} says {@code true}, in any case. */
  public boolean is(String variable) {
    return "true".equalsIgnoreCase(value(variable));
  }

  /** The OIDC identity the variables describe; null if one of the three it needs is not set. */
  public @Nullable Oidc oidc(SourceSettings.Auto asked) {
    String role = value(ROLE_ARN);
    String provider = value(OIDC_PROVIDER_ARN);
    String token = value(OIDC_TOKEN_FILE);
    if (role == null || provider == null || token == null) {
      return null;
    }
    String session = value(ROLE_SESSION_NAME);
    return new Oidc(
        asked.name(),
        new RoleArn(role),
        provider,
        Path.of(token),
        session == null ? asked.sessionName() : session);
  }

  /** The access key they hold; throws a failure of {@code identity} if a part is not set. */
  public AccessKey key(SourceSettings identity) {
    String id = value(ACCESS_KEY_ID);
    String secret = value(ACCESS_KEY_SECRET);
    if (id == null) {
      throw IdentityProblem.of(identity, ACCESS_KEY_ID + " is not set");
    }
    if (secret == null) {
      throw IdentityProblem.of(identity, ACCESS_KEY_SECRET + " is not set");
    }
    return KeyText.key(identity, id, secret, value(SECURITY_TOKEN));
  }

  /** Those of {@code variables} that are not set. */
  public List<String> missing(List<String> variables) {
    return variables.stream().filter(variable -> value(variable) == null).toList();
  }
}
