package dev.stsbroker.sandbox.oss.store;

import io.vertx.core.buffer.Buffer;

/**
 * CRC-64 by ECMA-182's polynomial, bits reversed, as OSS gives it in {@code x-oss-hash-crc64ecma}
 * and its clients compare it. Of {@code 123456789} it is 11051210869376104954.
 */
public final class Crc64 {
  private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
  private static final long NVME = 0x9A6C9329AC4BC9B5L;
  private static final int BYTE_VALUES = 256;
  private static final long[] TABLE = table(POLYNOMIAL);
  private static final long[] NVME_TABLE = table(NVME);

  /** The polynomials 1 and x^8, bits reversed. */
  private static final long ONE = 1L << 63;

  private static final long ONE_BYTE = ONE >>> Byte.SIZE;

  private final long[] table;
  private long sum = ~0L;

  Crc64() {
    this(TABLE);
  }

  private Crc64(long[] table) {
    this.table = table;
  }

  /** The CRC-64/NVME, which S3's clients use. */
  public static Crc64 nvme() {
    return new Crc64(NVME_TABLE);
  }

  /** The sum in decimal, without a sign. */
  public static String of(Buffer content) {
    Crc64 crc = new Crc64();
    crc.update(content.getBytes());
    return crc.text();
  }

  /** Goes on with these bytes. */
  public void update(byte[] bytes) {
    long next = sum;
    for (byte octet : bytes) {
      next = table[(int) ((next ^ octet) & 0xff)] ^ (next >>> Byte.SIZE);
    }
    sum = next;
  }

  /** The sum of all bytes so far. */
  public long value() {
    return ~sum;
  }

  /** The sum of all bytes so far, in decimal, without a sign. */
  String text() {
    return Long.toUnsignedString(~sum);
  }

  /**
   * The sum of two contents as one, from the sum of each: the first one's is moved to the left by
   * as many bytes as the second has, as a polynomial modulo that of the CRC.
   */
  public static String combined(String first, String second, long secondLength) {
    long moved = times(power(secondLength), Long.parseUnsignedLong(first));
    return Long.toUnsignedString(moved ^ Long.parseUnsignedLong(second));
  }

  /** x to the power of eight times {@code bytes}. */
  private static long power(long bytes) {
    long result = ONE;
    long square = ONE_BYTE;
    for (long left = bytes; left > 0; left >>>= 1) {
      if ((left & 1) != 0) {
        result = times(square, result);
      }
      square = times(square, square);
    }
    return result;
  }

  /** The product of two polynomials. */
  private static long times(long one, long other) {
    long product = 0;
    long shifted = other;
    for (long bit = ONE; bit != 0; bit >>>= 1) {
      if ((one & bit) != 0) {
        product ^= shifted;
      }
      shifted = (shifted & 1) == 0 ? shifted >>> 1 : (shifted >>> 1) ^ POLYNOMIAL;
    }
    return product;
  }

  private static long[] table(long polynomial) {
    long[] table = new long[BYTE_VALUES];
    for (int i = 0; i < BYTE_VALUES; i++) {
      long value = i;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ polynomial;
      }
      table[i] = value;
    }
    return table;
  }
}
