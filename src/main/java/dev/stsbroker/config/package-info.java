/**
 * The configuration: turns a file into the typed settings of every room, or reports all of its
 * problems at once.
 *
 * <p>Start with {@link dev.stsbroker.config.ConfigReader}; the rooms within read the text, one
 * setting, policies, and sections. Never starts anything, never reads the content of a key file,
 * keeps nothing of callers' secrets but digests, never prints a secret.
 */
@NullMarked
package dev.stsbroker.config;

import org.jspecify.annotations.NullMarked;
