/**
 * The words every room shares: access keys, session credentials, the names and ARNs around them,
 * and how getting them can fail.
 *
 * <p>Imports {@code secret}. Never does I/O.
 */
@NullMarked
package dev.stsbroker.credential;

import org.jspecify.annotations.NullMarked;
