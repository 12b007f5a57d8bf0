package dev.stsbroker.sandbox.oss;

import dev.stsbroker.sandbox.signature.PercentEncoding;

/**
 * Writes keys, prefixes and markers in answers.
 *
 * @param encoded percent-encoded, which lets XML carry keys with any character
 */
record Names(boolean encoded) {
  String of(String name) {
    return encoded ? PercentEncoding.encode(name) : name;
  }
}
