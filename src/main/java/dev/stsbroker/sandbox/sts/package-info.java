/**
 * The emulated STS: verifies who calls and whether the role trusts the caller, and issues sessions.
 * Its state is {@link dev.stsbroker.sandbox.sts.SandboxCloud}.
 *
 * <p>Start with {@link dev.stsbroker.sandbox.sts.StsService}. Never opens a role to a caller whom
 * its trust policy does not name.
 */
@NullMarked
package dev.stsbroker.sandbox.sts;

import org.jspecify.annotations.NullMarked;
