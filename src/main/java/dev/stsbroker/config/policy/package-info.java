/**
 * The policies, presets and parameters of a configuration, checked by the linter of {@code
 * policy.lint}.
 *
 * <p>Never decides what a policy allows.
 */
@NullMarked
package dev.stsbroker.config.policy;

import org.jspecify.annotations.NullMarked;
