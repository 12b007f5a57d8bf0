/**
 * Bytes from elsewhere, each within a bound: small files, who may change a file, JSON of others,
 * one exchange over HTTP.
 *
 * <p>Imports {@code time}. Knows nothing of what the bytes mean.
 */
@NullMarked
package dev.stsbroker.io;

import org.jspecify.annotations.NullMarked;
