/**
 * Compares two access policies: the new one is the same, narrower, or possibly wider.
 *
 * <p>Start with {@link dev.stsbroker.policy.difference.PolicyDifference}. Never calls a policy
 * narrower unless that is shown.
 */
@NullMarked
package dev.stsbroker.policy.difference;

import org.jspecify.annotations.NullMarked;
