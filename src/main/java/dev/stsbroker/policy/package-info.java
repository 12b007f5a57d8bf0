/**
 * Access policies: reads documents, and decides what they allow. The rooms within hold the text of
 * documents ({@code json}), patterns ({@code match}), known actions ({@code action}), faults
 * ({@code lint}), presets ({@code preset}) and trust policies ({@code trust}).
 *
 * <p>Start with {@link dev.stsbroker.policy.PolicyDocument} and {@link
 * dev.stsbroker.policy.Evaluator}. Never does I/O, never reads a clock.
 */
@NullMarked
package dev.stsbroker.policy;

import org.jspecify.annotations.NullMarked;
