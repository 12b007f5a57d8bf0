/**
 * The known actions of cloud services, the kind of resource that each works on, and suggestions for
 * unknown ones.
 *
 * <p>Start with {@link dev.stsbroker.policy.action.ActionCatalogue}. Never judges an action of a
 * service whose list is not complete.
 */
@NullMarked
package dev.stsbroker.policy.action;

import org.jspecify.annotations.NullMarked;
