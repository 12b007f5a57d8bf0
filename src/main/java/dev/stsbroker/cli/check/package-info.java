/**
 * {@code check}: a configuration, its reach at STS, and its difference from another, reported to a
 * person.
 *
 * <p>Never starts a listener.
 */
@NullMarked
package dev.stsbroker.cli.check;

import org.jspecify.annotations.NullMarked;
