/**
 * Accounts with their users and roles, the sessions that were opened, and what each may do.
 *
 * <p>Start with {@link dev.stsbroker.sandbox.account.Caller}. Never checks a signature.
 */
@NullMarked
package dev.stsbroker.sandbox.account;

import org.jspecify.annotations.NullMarked;
