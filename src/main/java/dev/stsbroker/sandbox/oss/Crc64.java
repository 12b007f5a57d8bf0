package dev.stsbroker.sandbox.oss;

import io.vertx.core.buffer.Buffer;

/**
 * CRC-64 by ECMA-182's polynomial, bits reversed, as OSS gives it in {@code x-oss-hash-crc64ecma}
 * and its clients compare it. Of {@code 123456789} it is 11051210869376104954.
 */
final class Crc64 {
  private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
  private static final int BYTE_VALUES = 256;
  private static final long[] TABLE = table();

  private Crc64() {}

  /** The sum in decimal, without a sign. */
  static String of(Buffer content) {
    long sum = ~0L;
    for (byte octet : content.getBytes()) {
      sum = TABLE[(int) ((sum ^ octet) & 0xff)] ^ (sum >>> Byte.SIZE);
    }
    return Long.toUnsignedString(~sum);
  }

  private static long[] table() {
    long[] table = new long[BYTE_VALUES];
    for (int i = 0; i < BYTE_VALUES; i++) {
      long value = i;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ POLYNOMIAL;
      }
      table[i] = value;
    }
    return table;
  }
}
