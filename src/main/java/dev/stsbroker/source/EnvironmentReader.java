package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;

/** Reads an access key from the variables that Alibaba Cloud's own SDKs read. */
final class EnvironmentReader {
  private EnvironmentReader() {}

  static AccessKey read(SourceSettings identity, SourceVariables variables) {
    String id = variables.value(SourceVariables.ACCESS_KEY_ID);
    String secret = variables.value(SourceVariables.ACCESS_KEY_SECRET);
    if (id == null) {
      throw IdentityProblem.of(identity, SourceVariables.ACCESS_KEY_ID + " is not set");
    }
    if (secret == null) {
      throw IdentityProblem.of(identity, SourceVariables.ACCESS_KEY_SECRET + " is not set");
    }
    String token = variables.value(SourceVariables.SECURITY_TOKEN);
    return KeyText.key(identity, id, secret, token);
  }
}
