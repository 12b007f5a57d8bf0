/**
 * The wire formats, one class for each: which requests it accepts, and in which form it answers.
 *
 * <p>Imports {@code http} and below. Never decides who gets what.
 */
@NullMarked
package dev.stsbroker.http.contract;

import org.jspecify.annotations.NullMarked;
