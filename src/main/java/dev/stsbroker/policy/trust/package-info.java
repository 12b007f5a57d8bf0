/**
 * Trust policies: who may assume a role, as documents and as answers to that question.
 *
 * <p>Start with {@link dev.stsbroker.policy.trust.TrustPolicy}. Never decides what a session may
 * do.
 */
@NullMarked
package dev.stsbroker.policy.trust;

import org.jspecify.annotations.NullMarked;
