/**
 * What a change of the configuration means: two configurations in, a difference for people out.
 *
 * <p>Start with {@link dev.stsbroker.plan.Plan}. Imports {@code config} and the rooms whose
 * settings a configuration holds. Never changes anything, and never asks anybody: the same two make
 * the same difference, be it before a reload or at one.
 */
@NullMarked
package dev.stsbroker.plan;

import org.jspecify.annotations.NullMarked;
