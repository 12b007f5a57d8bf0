package dev.stsbroker.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialExceptionTest {
  private final CredentialException refused =
      new CredentialException(
          FailureKind.REFUSED, "NoPermission", "not allowed", "R1", Duration.ofSeconds(3));

  @ParameterizedTest
  @CsvSource({
    "NoPermission,NO_PERMISSION",
    "AuthenticationFail.NoPermission,AUTHENTICATION_FAIL_NO_PERMISSION",
    "AuthenticationFail.OIDCToken.Invalid,AUTHENTICATION_FAIL",
    "AuthenticationFail.OIDCToken.Expired,OIDC_TOKEN_EXPIRED",
    "EntityNotExist.Role,ENTITY_NOT_EXIST_ROLE",
    "EntityNotExist.RoleArn,ENTITY_NOT_EXIST_ROLE",
    "EntityNotExist.OIDCProvider,ENTITY_NOT_EXIST",
    "InvalidAccessKeyId.NotFound,ACCESS_KEY_NOT_FOUND",
    "InvalidAccessKeyId.Inactive,INVALID_ACCESS_KEY_ID",
    "Throttling.User,THROTTLING",
    "InvalidParameter.PolicyGrammar,INVALID_POLICY",
    "InvalidParameter.RoleArn,INVALID_PARAMETER",
    // Alike is not the same.
    "NoPermissions,OTHER",
    "ThrottlingOfSomethingElse.Throttling,OTHER",
    "Http503,OTHER",
    "'',OTHER",
  })
  void code_isKnown_byItsFamily(String text, FailureCode known) {
    assertThat(FailureCode.of(text)).isEqualTo(known);
  }

  @Test
  void everyKnownCode_isFoundByItsText() {
    for (FailureCode code : FailureCode.values()) {
      assertThat(FailureCode.of(code.text())).isEqualTo(code);
    }
  }

  @Test
  void identity_isNamedOnce() {
    CredentialException first = refused.ofIdentity("k");
    assertThat(first.sentence()).isEqualTo("identity k: not allowed");
    assertThat(first.bareSentence()).isEqualTo("not allowed");
    assertThat(first.identity()).isEqualTo("k");
    assertThat(first.ofIdentity("other")).isSameAs(first);
    assertThat(first.kind()).isEqualTo(FailureKind.REFUSED);
    assertThat(first.code()).isEqualTo("NoPermission");
    assertThat(first.requestId()).isEqualTo("R1");
    assertThat(first.retryAfter()).isEqualTo(Duration.ofSeconds(3));
  }

  /** What a message begins with is nobody's business. */
  @Test
  void identity_isNamed_whateverTheMessageBeginsWith() {
    CredentialException like =
        CredentialException.of(
            FailureKind.REFUSED, FailureCode.NO_PERMISSION, "identity provider x is not trusted");
    assertThat(like.ofIdentity("k").sentence())
        .isEqualTo("identity k: identity provider x is not trusted");
  }

  @Test
  void session_isNamedBeforeTheIdentity_whoseFailureItStays() {
    CredentialException met = refused.ofIdentity("k").via("base").via("next");
    assertThat(met.sentence()).isEqualTo("via next: via base: identity k: not allowed");
    assertThat(met.identity()).isEqualTo("k");
    assertThat(met.ofIdentity("profile:base")).isSameAs(met);
  }

  @Test
  void foreignFailure_tellsItsClassAlone() {
    CredentialException failure = CredentialException.of(new IllegalStateException("https://s3cr"));
    assertThat(failure.known()).isEqualTo(FailureCode.INTERNAL_FAILURE);
    assertThat(failure.sentence()).isEqualTo("the call failed: java.lang.IllegalStateException");
    assertThat(CredentialException.of((Throwable) refused)).isSameAs(refused);
  }
}
