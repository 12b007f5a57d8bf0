/**
 * The RAM policy language: access documents, trust documents, presets, and what they allow.
 *
 * <p>Start with {@link dev.stsbroker.policy.PolicyDocument}. Imports the JDK and the JSON tokens of
 * jackson-core. Never does I/O, but for the presets it carries on the class path; never reads a
 * clock; never puts a value into a document as text.
 */
@NullMarked
package dev.stsbroker.policy;

import org.jspecify.annotations.NullMarked;
