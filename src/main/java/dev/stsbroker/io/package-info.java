/**
 * Bytes from elsewhere, each within a bound: small files, JSON of others, one exchange over HTTP;
 * and what the system tells of files, users and sockets.
 *
 * <p>Imports {@code time}. Knows nothing of what the bytes mean.
 */
@NullMarked
package dev.stsbroker.io;

import org.jspecify.annotations.NullMarked;
