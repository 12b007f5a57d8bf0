package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads an access key from the variables that Alibaba Cloud's own SDKs read. */
final class EnvironmentReader {
  private static final String ID = "ALIBABA_CLOUD_ACCESS_KEY_ID";
  private static final String SECRET = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
  private static final String TOKEN = "ALIBABA_CLOUD_SECURITY_TOKEN";

  private EnvironmentReader() {}

  static AccessKey read(
      SourceSettings.Environment identity, Function<String, @Nullable String> environment) {
    String id = environment.apply(ID);
    String secret = environment.apply(SECRET);
    if (id == null || id.isBlank()) {
      throw IdentityProblem.of(identity, ID + " is not set");
    }
    if (secret == null || secret.isBlank()) {
      throw IdentityProblem.of(identity, SECRET + " is not set");
    }
    String token = environment.apply(TOKEN);
    Secret securityToken = token == null || token.isBlank() ? null : Secret.of(token.strip());
    return new AccessKey(id.strip(), Secret.of(secret.strip()), securityToken);
  }
}
