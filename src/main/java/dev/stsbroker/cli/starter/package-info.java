/**
 * The configuration that {@code init} writes: its text, and its files. Never replaces a file, and
 * asks nothing.
 */
@NullMarked
package dev.stsbroker.cli.starter;

import org.jspecify.annotations.NullMarked;
