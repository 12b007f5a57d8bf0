package dev.stsbroker.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.access.CallerSecrets.Problem;
import dev.stsbroker.secret.Secret;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallerSecretsTest {
  private static final String FIRST = "0123456789abcdef";
  private static final String SECOND = "fedcba9876543210";

  @Test
  void secrets_areKnownByFileAndLine_andAllOfThemAreValid() {
    CallerSecrets secrets = secrets("# reports\n" + FIRST + "\n\n  " + SECOND + "\t\n");
    assertThat(name(secrets, FIRST)).isEqualTo("jobs.secret:2");
    assertThat(name(secrets, SECOND)).isEqualTo("jobs.secret:4");
    assertThat(name(secrets, "# reports")).isNull();
    assertThat(name(secrets, FIRST + "0")).isNull();
    assertThat(name(secrets, "  " + SECOND)).isNull();
  }

  @Test
  void lines_areReadAlike_whateverEndsThem() {
    CallerSecrets plain = secrets(FIRST + "\n" + SECOND + "\n");
    assertThat(secrets("\uFEFF" + FIRST + "\r\n" + SECOND))
        .isEqualTo(plain)
        .hasSameHashCodeAs(plain);
    assertThat(secrets(FIRST)).isNotEqualTo(plain);
  }

  @Test
  void problems_areAllNamed_withNoPartOfASecret() {
    String text = "short\n" + FIRST + "\n" + FIRST + "/x\n" + "a".repeat(257);
    assertThat(CallerSecrets.problems(text))
        .containsExactly(
            new Problem(1, "5 characters (expected: 16..256)"),
            new Problem(
                3,
                "has a character that URLs change (expected: letters, digits and - . _ ~, as"
                    + " openssl rand -hex 32 prints them)"),
            new Problem(4, "257 characters (expected: 16..256)"));
    assertThat(CallerSecrets.problems("\n # none\n"))
        .containsExactly(new Problem(1, "has no secret (expected: one a line)"));
    String many =
        IntStream.range(0, 101).mapToObj(i -> FIRST + i).collect(Collectors.joining("\n"));
    assertThat(CallerSecrets.problems(many))
        .containsExactly(new Problem(1, "has 101 secrets (expected: at most 100)"));
  }

  @Property(tries = 200)
  void secret_isAccepted_whenItIsOfUnreservedCharacters(
      @ForAll
          @StringLength(min = 16, max = 256)
          @CharRange(from = 'a', to = 'z')
          @CharRange(from = 'A', to = 'Z')
          @CharRange(from = '0', to = '9')
          String secret) {
    assertThat(CallerSecrets.problems(secret)).isEmpty();
    assertThat(name(secrets(secret), secret)).isEqualTo("jobs.secret:1");
  }

  @Test
  void secrets_printNothingOfThemselves() {
    assertThat(List.of(secrets(FIRST).toString(), SecretDigest.of(Secret.of(FIRST)).toString()))
        .containsExactly("CallerSecrets[1]", "SecretDigest");
  }

  @Test
  void key_isTheSameInEveryProcess_andAnotherForEverySecretAndPurpose() {
    byte[] key = SecretDigest.key(Secret.of(FIRST), "a");
    assertThat(SecretDigest.key(Secret.of(FIRST), "a")).isEqualTo(key).hasSize(32);
    assertThat(SecretDigest.key(Secret.of(FIRST), "b")).isNotEqualTo(key);
    assertThat(SecretDigest.key(Secret.of(SECOND), "a")).isNotEqualTo(key);
  }

  private static CallerSecrets secrets(String text) {
    return CallerSecrets.of("jobs.secret", text);
  }

  private static @Nullable String name(CallerSecrets secrets, String presented) {
    return secrets.nameOf(SecretDigest.of(Secret.of(presented)));
  }
}
