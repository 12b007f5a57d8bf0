/**
 * The RAM policy language: access documents, trust documents, presets, what they allow and what is
 * wrong with them.
 *
 * <p>Start with {@link dev.stsbroker.policy.PolicyDocument}. Imports {@code parameter}, and the
 * JSON tokens of jackson-core. Never does I/O, but for the presets and the catalogue of actions it
 * carries on the class path; never reads a clock; never puts a value into a document as text.
 */
@NullMarked
package dev.stsbroker.policy;

import org.jspecify.annotations.NullMarked;
