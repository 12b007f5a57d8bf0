/**
 * The linter: finds what is wrong with a policy that can be parsed. An error certainly never works;
 * a warning was probably not meant.
 *
 * <p>Start with {@link dev.stsbroker.policy.lint.Linter}. Never calls a document wrong for what it
 * does not know.
 */
@NullMarked
package dev.stsbroker.policy.lint;

import org.jspecify.annotations.NullMarked;
