package dev.stsbroker.sandbox.metadata;

import dev.stsbroker.sandbox.signature.Digests;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of hardened mode: any number of them, each good until it ends. Nothing is kept; a
 * token is its own end and a keyed hash of it.
 */
final class MetadataTokens {
  private static final String PREFIX = "SANDBOX-";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}");
  private static final Pattern TOKEN = Pattern.compile("SANDBOX-[0-9]{1,11}-[0-9a-f]{64}");
  private static final int LONGEST_SECONDS = 21_600;
  private static final int KEY_BYTES = 32;

  private final SecretKey key;

  MetadataTokens() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  /** How long a token is asked for, 1 s to 6 h; empty if the header is missing or out of bounds. */
  static Optional<Duration> life(@Nullable String header) {
    if (header == null || !SECONDS.matcher(header.strip()).matches()) {
      return Optional.empty();
    }
    int seconds = Integer.parseInt(header.strip());
    return seconds < 1 || seconds > LONGEST_SECONDS
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(seconds));
  }

  String issue(Duration life, Instant now) {
    String end = PREFIX + now.plus(life).getEpochSecond();
    return end + "-" + Digests.hmacHex(key, end);
  }

  boolean accepts(String token, Instant now) {
    if (!TOKEN.matcher(token).matches()) {
      return false;
    }
    int dash = token.lastIndexOf('-');
    String end = token.substring(0, dash);
    return Digests.same(Digests.hmacHex(key, end), token.substring(dash + 1))
        && now.getEpochSecond() < Long.parseLong(end.substring(PREFIX.length()));
  }
}
