package dev.stsbroker.broker;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureCode;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.credential.IdentityState.Trouble;

/** Finds advice for a profile that gets no session: one clause for a person. */
final class Advice {
  /** Characters of a failure that are told. */
  private static final int LONGEST = 500;

  private Advice() {}

  /** The trouble that {@code failure} is for a profile that {@code identity} assumes. */
  static Trouble of(CredentialException failure, String identity) {
    String said = failure.sentence();
    String sentence = said.length() <= LONGEST ? said : said.substring(0, LONGEST) + "...";
    return new Trouble(failure.code(), sentence, failure.requestId(), todo(failure, identity));
  }

  private static String todo(CredentialException failure, String identity) {
    boolean unreadable = failure.known() == FailureCode.IDENTITY_UNREADABLE;
    if (unreadable || failure.kind() == FailureKind.IDENTITY_BROKEN) {
      String base = Profile.base(identity);
      return base == null
          ? "mend identity " + identity + ", whose own state says how"
          : "mend profile " + base + ", whose session assumes it";
    }
    return switch (failure.kind()) {
      case REFUSED -> refused(failure.known());
      case THROTTLED -> "nothing, it is tried again; where it lasts, lower sts.callsPerSecond";
      default -> "nothing, it is tried again; where it lasts, see whether STS can be reached";
    };
  }

  private static String refused(FailureCode code) {
    String what =
        switch (code) {
          case ENTITY_NOT_EXIST_ROLE -> "make the role in RAM, or correct roleArn";
          case NO_PERMISSION, AUTHENTICATION_FAIL_NO_PERMISSION ->
              "let the identity assume the role, and the role trust it";
          case INVALID_DURATION -> "raise the role's MaxSessionDuration in RAM, or lower duration";
          case INVALID_POLICY -> "correct the policy";
          default -> "change what STS refuses";
        };
    return what + "; sts-broker check --online says more";
  }
}
