/**
 * One value against one pattern, with three answers: it matches, it does not, or it depends on
 * something that is not known. Globs, ARNs, address ranges, and the comparisons of conditions.
 *
 * <p>Start with {@link dev.stsbroker.policy.match.Outcome}. Never takes what is unknown for a match
 * or for its absence.
 */
@NullMarked
package dev.stsbroker.policy.match;

import org.jspecify.annotations.NullMarked;
