/**
 * Named policies with parameters: the ones that ship, those that users write, and how values are
 * filled in.
 *
 * <p>Start with {@link dev.stsbroker.policy.preset.Preset}. Never puts a value into a document as
 * text: values are checked and become JSON strings.
 */
@NullMarked
package dev.stsbroker.policy.preset;

import org.jspecify.annotations.NullMarked;
