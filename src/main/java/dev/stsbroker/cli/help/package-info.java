/**
 * The form of help and of messages about wrong usage, for all commands. Uses only picocli. Never
 * knows what a command does.
 */
@NullMarked
package dev.stsbroker.cli.help;

import org.jspecify.annotations.NullMarked;
