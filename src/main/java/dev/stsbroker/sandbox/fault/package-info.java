/**
 * What can be made to go wrong with an answer: refusals, hangs, resets, garbage, wrong times; and
 * how an answer is written, with or without such a fault.
 *
 * <p>Start with {@link dev.stsbroker.sandbox.fault.FaultScript}. Never decides what the right
 * answer is.
 */
@NullMarked
package dev.stsbroker.sandbox.fault;

import org.jspecify.annotations.NullMarked;
