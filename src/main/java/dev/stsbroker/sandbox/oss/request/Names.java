package dev.stsbroker.sandbox.oss.request;

import dev.stsbroker.sandbox.signature.PercentEncoding;

/**
 * Writes keys, prefixes and markers in answers.
 *
 * @param encoded percent-encoded, which lets XML carry keys with any character
 */
public record Names(boolean encoded) {
  public String of(String name) {
    return encoded ? PercentEncoding.encode(name) : name;
  }
}
