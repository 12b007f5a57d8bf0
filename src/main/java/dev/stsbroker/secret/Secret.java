package dev.stsbroker.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Sensitive text: an access key secret, a security token. It prints as a fixed mask, compares in
 * constant time, and gives its value away only through {@link #reveal()}, whose callers are listed
 * in the architecture test.
 *
 * <p>Deliberately not a record: a record's {@code toString} prints its components.
 */
public final class Secret {
  private static final String MASK = "******";

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Wraps {@code value}; throws {@link IllegalArgumentException} if it is empty. */
  public static Secret of(String value) {
    if (requireNonNull(value, "value").isEmpty()) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
    return new Secret(value);
  }

  /** The value itself, for signing with it or writing it to whoever may have it. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(value.getBytes(UTF_8), that.value.getBytes(UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }
}
