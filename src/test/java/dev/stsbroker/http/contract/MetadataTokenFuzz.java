package dev.stsbroker.http.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.stsbroker.testing.Expect;
import java.time.Duration;
import java.time.Instant;

/** Any text as a metadata token, and any change of a good one: neither opens anything. */
public final class MetadataTokenFuzz {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final byte[] KEY = "the key of a caller's secret....".getBytes(US_ASCII);
  private static final MetadataTokens LAX = new MetadataTokens(() -> NOW);
  private static final MetadataTokens STRICT = new MetadataTokens(() -> NOW);

  static {
    STRICT.require(true);
  }

  private MetadataTokenFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, ISO_8859_1);
    MetadataTokens.life(text)
        .ifPresent(
            life -> {
              long seconds = life.toSeconds();
              Expect.that(seconds >= 1 && seconds <= 21_600, "a life of " + life);
            });
    Expect.that(!STRICT.accepts(text, null), "not a token of ours: " + text);
    Expect.that(!STRICT.accepts(text, KEY), "not a token of the caller's: " + text);
    LAX.accepts(text, null);
    if (input.length >= 2) {
      changed(input[0] & 0xFF, input[1]);
    }
  }

  private static void changed(int at, byte with) {
    String good = STRICT.issue(Duration.ofSeconds(60), at % 2 == 0 ? null : KEY);
    byte[] bytes = good.getBytes(US_ASCII);
    bytes[at % bytes.length] = with;
    String changed = new String(bytes, ISO_8859_1);
    boolean same = changed.strip().equals(good);
    Expect.that(STRICT.accepts(good, at % 2 == 0 ? null : KEY), "a good token is refused");
    Expect.that(STRICT.accepts(changed, at % 2 == 0 ? null : KEY) == same, "changed: " + changed);
    Expect.that(!STRICT.accepts(good, at % 2 == 0 ? KEY : null), "another caller's token");
  }
}
