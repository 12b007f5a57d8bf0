/**
 * The job listener: turns requests into questions for the broker and its answers into bytes.
 *
 * <p>Never decides who gets what; never serialises anything for a cached answer.
 */
@NullMarked
package dev.stsbroker.http;

import org.jspecify.annotations.NullMarked;
