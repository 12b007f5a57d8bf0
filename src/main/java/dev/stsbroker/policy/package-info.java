/**
 * Access policies: what a document says, and what it allows. The rooms within hold its text ({@code
 * json}), patterns ({@code match}), known actions ({@code action}), faults ({@code lint}), presets
 * ({@code preset}) and trust policies ({@code trust}).
 *
 * <p>Start with {@link dev.stsbroker.policy.PolicyDocument} and {@link
 * dev.stsbroker.policy.Evaluator}. Never does I/O, never reads a clock.
 */
@NullMarked
package dev.stsbroker.policy;

import org.jspecify.annotations.NullMarked;
