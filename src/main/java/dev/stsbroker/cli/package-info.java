/**
 * The commands: their arguments, their output and their exit codes.
 *
 * <p>The one room that writes to the standard streams and ends the process.
 */
@NullMarked
package dev.stsbroker.cli;

import org.jspecify.annotations.NullMarked;
