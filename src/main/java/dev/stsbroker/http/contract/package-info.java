/**
 * The wire formats, one class each: which requests they take and which bytes they answer with.
 *
 * <p>Imports {@code http} and below. Never decides who gets what.
 */
@NullMarked
package dev.stsbroker.http.contract;

import org.jspecify.annotations.NullMarked;
