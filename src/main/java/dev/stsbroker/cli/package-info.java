/**
 * The commands: what is typed, what is printed, and the exit code.
 *
 * <p>The one room that writes to the standard streams and ends the process.
 */
@NullMarked
package dev.stsbroker.cli;

import org.jspecify.annotations.NullMarked;
