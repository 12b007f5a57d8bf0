package dev.stsbroker.credential;

import java.util.regex.Pattern;

/**
 * The ARN of a RAM role, {@code acs:ram::<account id>:role/<role name>}.
 *
 * @param value the ARN as written
 */
public record RoleArn(String value) {
  /**
   * Account ids have 16 digits today; role names 1 to 64 letters, digits, {@code .}, {@code _} and
   * {@code -}.
   */
  public static final String PATTERN = "acs:ram::[0-9]{5,20}:role/[A-Za-z0-9._-]{1,64}";

  private static final Pattern SHAPE = Pattern.compile(PATTERN);

  /** Throws {@link IllegalArgumentException} if {@code value} is no role ARN. */
  public RoleArn {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          value + " (expected: acs:ram::<account id>:role/<role name>)");
    }
  }

  /** The account the role belongs to. */
  public String accountId() {
    return value.split(":", -1)[3];
  }

  /** The role's name within its account. */
  public String roleName() {
    return value.substring(value.indexOf('/') + 1);
  }

  @Override
  public String toString() {
    return value;
  }
}
