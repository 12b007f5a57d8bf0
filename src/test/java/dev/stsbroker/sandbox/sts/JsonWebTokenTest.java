package dev.stsbroker.sandbox.sts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWebTokenTest {
  private static final KeyPair KEYS = keys();
  private static final JsonObject CLAIMS =
      new JsonObject(
          """
          {"iss": "i", "sub": "s", "aud": "a", "iat": 10, "exp": 20}
          """);

  @Test
  void token_isSignedByItsKey_andByNoOther() {
    JsonWebToken token = parse(JsonWebToken.sign("k", CLAIMS, KEYS.getPrivate()));

    assertThat(token.isSignedBy("k", KEYS.getPublic())).isTrue();
    assertThat(token.isSignedBy("other", KEYS.getPublic())).isFalse();
    assertThat(token.isSignedBy("k", keys().getPublic())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS256", "RS512", "rs256", ""})
  void token_isNotSigned_whenItNamesAnotherAlgorithm(String algorithm) {
    String[] parts = JsonWebToken.sign("k", CLAIMS, KEYS.getPrivate()).split("\\.", -1);
    String header = base64(new JsonObject().put("alg", algorithm).put("kid", "k").encode());

    assertThat(parse(header + "." + parts[1] + "." + parts[2]).isSignedBy("k", KEYS.getPublic()))
        .isFalse();
  }

  @Property(tries = 300)
  void token_isNotSigned_whenAnyCharacterIsAnother(@ForAll int place, @ForAll char other) {
    String token = JsonWebToken.sign("k", CLAIMS, KEYS.getPrivate());
    int at = Math.floorMod(place, token.length());
    // The last character of a part may have bits that no octet takes.
    boolean counts = at + 1 < token.length() && token.charAt(at + 1) != '.';
    String changed = token.substring(0, at) + other + token.substring(at + 1);

    if (counts && other != token.charAt(at)) {
      assertThat(JsonWebToken.parse(changed).filter(it -> it.isSignedBy("k", KEYS.getPublic())))
          .isEmpty();
    }
  }

  @Property(tries = 300)
  void parse_neverThrows(@ForAll String header, @ForAll String claims, @ForAll String raw) {
    JsonWebToken.parse(raw);
    JsonWebToken.parse(raw + "." + raw + "." + raw);
    JsonWebToken.parse(base64(header) + "." + base64(claims) + ".AAAA")
        .ifPresent(JsonWebToken::claims);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"iss\": 1}",
        "{\"sub\": \"\"}",
        "{\"sub\": null}",
        "{\"aud\": []}",
        "{\"aud\": [1]}",
        "{\"aud\": {}}",
        "{\"exp\": \"20\"}",
        "{\"exp\": 1e30}",
        "{\"nbf\": null}",
        "{\"iat\": true}"
      })
  void claims_areMissing_whenOneIsWrong(String change) {
    JsonObject wrong = CLAIMS.copy().mergeIn(new JsonObject(change));

    assertThat(parse(JsonWebToken.sign("k", wrong, KEYS.getPrivate())).claims()).isEmpty();
  }

  @Test
  void claims_takeOneAudienceAsText_andToStringTellsNothing() {
    JsonWebToken token = parse(JsonWebToken.sign("k", CLAIMS, KEYS.getPrivate()));

    assertThat(token.claims().orElseThrow().audiences()).containsExactly("a");
    assertThat(token).hasToString("JsonWebToken");
  }

  private static JsonWebToken parse(String token) {
    return JsonWebToken.parse(token).orElseThrow();
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
