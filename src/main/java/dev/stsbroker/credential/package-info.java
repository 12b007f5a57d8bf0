/**
 * The types that all rooms share: access keys, session credentials, their names and ARNs, and the
 * kinds of failure to get them.
 *
 * <p>Imports {@code secret}. Never does I/O.
 */
@NullMarked
package dev.stsbroker.credential;

import org.jspecify.annotations.NullMarked;
