package dev.stsbroker.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MetadataTokensTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private Instant now = START;
  private final InstantSource clock = () -> now;
  private final MetadataTokens tokens = new MetadataTokens(clock);

  @Test
  void token_isAcceptedUntilItsEnd_andNoLonger() {
    String token = tokens.issue(HOUR, null);
    now = START.plus(HOUR).minusMillis(1);
    assertThat(tokens.accepts(token, null)).isTrue();
    now = START.plus(HOUR);
    assertThat(tokens.accepts(token, null)).isFalse();
  }

  @Test
  void absence_isAccepted_unlessTokensAreRequired() {
    assertThat(tokens.accepts(null, null)).isTrue();
    tokens.require(true);
    assertThat(tokens.accepts(null, null)).isFalse();
    assertThat(tokens.accepts(tokens.issue(HOUR, null), null)).isTrue();
    tokens.require(false);
    assertThat(tokens.accepts(null, null)).isTrue();
  }

  @Test
  void secret_standsForATokenThatIsNotThere_andForNoneThatIsWrong() {
    byte[] key = {1, 2, 3};
    tokens.require(true);
    assertThat(tokens.accepts(null, key)).isTrue();
    assertThat(tokens.accepts("wrong", key)).isFalse();
    assertThat(tokens.accepts("", key)).isFalse();
  }

  @Test
  void token_outlivesTheProcess_whileTokensAreNotRequired() {
    String earlier = new MetadataTokens(clock).issue(HOUR, null);
    assertThat(tokens.accepts(earlier, null)).isTrue();
    now = START.plus(HOUR);
    assertThat(tokens.accepts(earlier, null)).isFalse();
  }

  @Test
  void token_isRefused_whenTokensAreRequiredAndItIsAnotherProcesss() {
    tokens.require(true);
    String forged = "0123456789abcdef." + START.plus(HOUR).getEpochSecond() + "." + "A".repeat(43);
    assertThat(tokens.accepts(new MetadataTokens(clock).issue(HOUR, null), null)).isFalse();
    assertThat(tokens.accepts(forged, null)).isFalse();
  }

  @Test
  void tokenOfASecret_outlivesTheProcess_andHoldsWithThatSecretAlone() {
    tokens.require(true);
    byte[] key = new byte[32];
    byte[] other = {1, 2, 3};
    String earlier = new MetadataTokens(clock).issue(HOUR, key);
    assertThat(tokens.accepts(earlier, key)).isTrue();
    assertThat(tokens.accepts(earlier, other)).isFalse();
    assertThat(tokens.accepts(earlier, null)).isFalse();
    assertThat(tokens.accepts(tokens.issue(HOUR, null), key)).isFalse();
    now = START.plus(HOUR);
    assertThat(tokens.accepts(earlier, key)).isFalse();
  }

  @Test
  void token_isRefused_whenItsEndIsPutOff() {
    String token = tokens.issue(HOUR, null);
    String end = Long.toString(START.plus(HOUR).getEpochSecond());
    String later = Long.toString(START.plus(HOUR).getEpochSecond() + 1);
    assertThat(tokens.accepts(token.replace(end, later), null)).isFalse();
  }

  @Property(tries = 300)
  void token_isRefused_whenAnyLetterIsAnother(
      @ForAll @IntRange(min = 0, max = 70) int at, @ForAll char other) {
    tokens.require(true);
    String token = tokens.issue(HOUR, null);
    assertThat(token).hasSize(71);
    StringBuilder changed = new StringBuilder(token);
    changed.setCharAt(at, other);
    assertThat(tokens.accepts(changed.toString(), null)).isEqualTo(token.charAt(at) == other);
  }

  @Property(tries = 300)
  void life_isWhatEcsAllows(@ForAll int seconds) {
    assertThat(MetadataTokens.life(Integer.toString(seconds)).isPresent())
        .isEqualTo(seconds >= 1 && seconds <= 21_600);
  }
}
