package dev.stsbroker.http.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.stsbroker.secret.Hmac;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of metadata v2: {@code <maker>.<end>.<mac>}, where the maker is the broker's process,
 * the end is in seconds of the epoch and the MAC is HMAC-SHA256 of both. Nothing is kept of a
 * token, so asking for many costs nobody anything.
 *
 * <p>A token of another process, such as this broker before it was restarted, cannot be verified.
 * While tokens are not required it is accepted until its end: whoever wrote it himself could have
 * left it out. Where they are required it is refused. {@code src/docs/rationale.md} says more.
 *
 * <p>Tokens of callers with a secret are made with a key of that secret, and so outlive the
 * process; they hold with that secret alone.
 */
public final class MetadataTokens {
  /** What keys of callers' secrets are asked for. */
  static final String PURPOSE = "sts-broker metadata token";

  private static final int LONGEST_SECONDS = 21_600;
  private static final int KEY_BYTES = 32;
  private static final int MAKER_BYTES = 8;
  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}");
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<signed>(?<maker>[0-9a-f]{16})\\.(?<end>[0-9]{1,11}))\\.(?<mac>[A-Za-z0-9_-]{43})");

  private final InstantSource clock;
  private final Signer own;
  private boolean required;

  /** Makes a key of its own. */
  public MetadataTokens(InstantSource clock) {
    this.clock = clock;
    SecureRandom random = new SecureRandom();
    byte[] keyBytes = new byte[KEY_BYTES];
    random.nextBytes(keyBytes);
    byte[] makerBytes = new byte[MAKER_BYTES];
    random.nextBytes(makerBytes);
    this.own =
        new Signer(new SecretKeySpec(keyBytes, ALGORITHM), HexFormat.of().formatHex(makerBytes));
  }

  /** Whether metadata is read with a token, or a caller's secret, alone, from now on. */
  public void require(boolean tokens) {
    required = tokens;
  }

  /**
   * How long a token is asked for, 1 s to 6 h as ECS has it; empty if the header is missing or out
   * of bounds.
   */
  static Optional<Duration> life(@Nullable String header) {
    if (header == null || !SECONDS.matcher(header.strip()).matches()) {
      return Optional.empty();
    }
    int seconds = Integer.parseInt(header.strip());
    return seconds < 1 || seconds > LONGEST_SECONDS
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(seconds));
  }

  /**
   * A token that is good for {@code life}, in URL-safe ASCII.
   *
   * @param key of the caller's secret; null for a caller without
   */
  String issue(Duration life, byte @Nullable [] key) {
    Signer signer = key == null ? own : Signer.of(key);
    String signed = signer.maker() + "." + clock.instant().plus(life).getEpochSecond();
    return signed + "." + signer.mac(signed);
  }

  /** Whether the answer to {@code token}, null for none, may depend on the caller's secret. */
  boolean judges(@Nullable String token) {
    return token != null || required;
  }

  /**
   * Whether metadata may be read with {@code token}, or with none if it is null. Where tokens are
   * required a caller's secret stands for one that is not there, never for one that is wrong: a
   * client that has tokens is to ask for another.
   *
   * @param key of the caller's secret; null for a caller without
   */
  boolean accepts(@Nullable String token, byte @Nullable [] key) {
    if (token == null) {
      return !required || key != null;
    }
    Matcher parts = TOKEN.matcher(token.strip());
    if (!parts.matches()) {
      return false;
    }
    Instant end = Instant.ofEpochSecond(Long.parseLong(parts.group("end")));
    Signer signer = key == null ? own : Signer.of(key);
    boolean ours = parts.group("maker").equals(signer.maker());
    boolean genuine = ours ? signer.made(parts.group("signed"), parts.group("mac")) : !required;
    return genuine && clock.instant().isBefore(end);
  }

  /**
   * A key and the name of who has it. That of a caller's key follows from the key and does not give
   * it away.
   *
   * @param maker as tokens name it
   */
  private record Signer(SecretKeySpec key, String maker) {
    static Signer of(byte[] keyBytes) {
      SecretKeySpec key = new SecretKeySpec(keyBytes, ALGORITHM);
      return new Signer(key, HexFormat.of().formatHex(Hmac.of(key, "maker"), 0, MAKER_BYTES));
    }

    String mac(String text) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Hmac.of(key, text));
    }

    boolean made(String text, String mac) {
      return MessageDigest.isEqual(mac(text).getBytes(US_ASCII), mac.getBytes(US_ASCII));
    }
  }
}
