/**
 * How help and wrong usage look, for whatever commands there are. Knows picocli alone, and never
 * what a command does.
 */
@NullMarked
package dev.stsbroker.cli.help;

import org.jspecify.annotations.NullMarked;
