package dev.stsbroker.source;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureCode;
import dev.stsbroker.credential.IdentityState.Standing;
import dev.stsbroker.source.key.IdentityProblem;
import dev.stsbroker.source.key.SourceSettings;

/** Advice for repairing an identity, by its kind: one clause each, for a person. */
enum Mending {
  KEY("correct the key in the configuration"),
  FILE(
      "put a whole key into the file, for this process alone to read; it is looked at every few"
          + " seconds, without a restart"),
  ENVIRONMENT("set the variables and start the broker again"),
  TOKEN("see that a valid token is mounted; it is looked at every few seconds, without a restart"),
  METADATA("see that the instance has the role and that its metadata service answers"),
  URI("see that the service behind the credentials URI answers with a live session"),
  PROFILE("mend the profile that it is the session of; its own error says how");

  private final String unusable;

  Mending(String unusable) {
    this.unusable = unusable;
  }

  static Mending of(SourceSettings settings) {
    return switch (settings.type()) {
      case "accessKeyFile" -> FILE;
      case "environment" -> ENVIRONMENT;
      case "oidc" -> TOKEN;
      case "ecsRamRole", "auto" -> METADATA;
      case "credentialsUri" -> URI;
      default -> KEY;
    };
  }

  String of(Standing standing, CredentialException why) {
    if (passing(why)) {
      return "nothing, it is tried again; where it lasts, see whether STS can be reached; do not"
          + " start the broker again meanwhile, the key in use is in its memory alone";
    }
    String what = IdentityProblem.is(why) ? unusable : refused(why.known());
    return standing == Standing.KEPT
        ? what + "; do so before the broker is started again, the key in use is in its memory alone"
        : what;
  }

  /** Whether it is no fault of the key or its file: STS could not be asked. */
  static boolean passing(CredentialException why) {
    return !why.kind().lasting() && !IdentityProblem.is(why);
  }

  private String refused(FailureCode code) {
    if (this == PROFILE || this == METADATA || this == URI || this == TOKEN) {
      return unusable;
    }
    if (code.isOfAccessKey()) {
      return "enable the access key in RAM, or " + unusable;
    }
    if (code == FailureCode.SIGNATURE_DOES_NOT_MATCH) {
      return "give the secret that belongs to the access key id: " + unusable;
    }
    return "see what STS has against the access key, or " + unusable;
  }
}
