/**
 * {@code policy}: shows, fills, explains and lints policies without an account.
 *
 * <p>Never asks STS.
 */
@NullMarked
package dev.stsbroker.cli.policy;

import org.jspecify.annotations.NullMarked;
