/**
 * The difference between two configurations, for people.
 *
 * <p>Start with {@link dev.stsbroker.plan.Plan}. Imports {@code config} and the rooms whose
 * settings a configuration holds. Never changes anything and never asks anybody: the same two
 * configurations have the same difference, before a reload and at one.
 */
@NullMarked
package dev.stsbroker.plan;

import org.jspecify.annotations.NullMarked;
