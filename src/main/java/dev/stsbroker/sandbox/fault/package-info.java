/**
 * Faults that tests can cause: refusals, hangs, resets, garbage, wrong times; and the writing of
 * answers, with or without a fault.
 *
 * <p>Start with {@link dev.stsbroker.sandbox.fault.FaultScript}. Never decides what the right
 * answer is.
 */
@NullMarked
package dev.stsbroker.sandbox.fault;

import org.jspecify.annotations.NullMarked;
