/**
 * Compares one value with one pattern, with three answers: it matches, it does not, or it depends
 * on something unknown. Has wildcards, ARNs, address ranges, and the operators of conditions.
 *
 * <p>Start with {@link dev.stsbroker.policy.match.Outcome}. Never treats the unknown as a match or
 * as no match.
 */
@NullMarked
package dev.stsbroker.policy.match;

import org.jspecify.annotations.NullMarked;
