/**
 * Trust policies: reads and writes them, and decides who may assume a role.
 *
 * <p>Start with {@link dev.stsbroker.policy.trust.TrustPolicy}. Never decides what a session may
 * do.
 */
@NullMarked
package dev.stsbroker.policy.trust;

import org.jspecify.annotations.NullMarked;
