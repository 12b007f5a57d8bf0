/**
 * The actions of services that are known, with the level of resource that each works on, and what
 * someone meant by an action that is not known.
 *
 * <p>Start with {@link dev.stsbroker.policy.action.ActionCatalogue}. Never judges an action of a
 * service whose list is not complete.
 */
@NullMarked
package dev.stsbroker.policy.action;

import org.jspecify.annotations.NullMarked;
