/**
 * The parts that both listeners share: guards before the routes, bounds, and the form of answers
 * and failures.
 *
 * <p>Start with {@link dev.stsbroker.http.GuardedServer}. Knows no contract and no credential.
 */
@NullMarked
package dev.stsbroker.http;

import org.jspecify.annotations.NullMarked;
