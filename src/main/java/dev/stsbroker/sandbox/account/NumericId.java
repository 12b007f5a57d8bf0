package dev.stsbroker.sandbox.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.sandbox.signature.Digests;
import java.math.BigInteger;

/** Ids of users and roles: 18 digits, the same at every start. */
public final class NumericId {
  private static final BigInteger RANGE = BigInteger.TEN.pow(17);

  private NumericId() {}

  /** The id of what {@code arn} names; the first digit is a 3, as in ids seen in documentation. */
  public static String of(String arn) {
    BigInteger digest = new BigInteger(Digests.sha256Hex(arn.getBytes(UTF_8)), 16);
    return "3" + String.format("%017d", digest.mod(RANGE));
  }
}
