/**
 * Connections to a listener: how many there are, how long they may be idle, how much of a request
 * is read, unix sockets.
 *
 * <p>Knows no path, no profile and no credential.
 */
@NullMarked
package dev.stsbroker.http.connection;

import org.jspecify.annotations.NullMarked;
