/**
 * What is wrong with a document although it can be parsed: an error is what certainly never works,
 * a warning what probably was not meant.
 *
 * <p>Start with {@link dev.stsbroker.policy.lint.Linter}. Never calls a document wrong for what it
 * does not know.
 */
@NullMarked
package dev.stsbroker.policy.lint;

import org.jspecify.annotations.NullMarked;
