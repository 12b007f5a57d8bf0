/**
 * Text that must not be seen: it cannot print itself, and leaves only by {@code reveal()}.
 *
 * <p>Imports the JDK alone. Never logs, never formats a value.
 */
@NullMarked
package dev.stsbroker.secret;

import org.jspecify.annotations.NullMarked;
