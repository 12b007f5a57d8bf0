/**
 * The configuration: turns a file into the typed settings of every room, or reports all of its
 * problems at once.
 *
 * <p>Start with {@link dev.stsbroker.config.ConfigReader}. Imports {@code access}, the settings
 * records of {@code http}, {@code sts}, {@code source} and {@code broker}, and {@code policy},
 * {@code credential}, {@code secret}. Never starts anything, never reads the content of a key file,
 * keeps nothing of callers' secrets but digests, never prints a secret.
 */
@NullMarked
package dev.stsbroker.config;

import org.jspecify.annotations.NullMarked;
