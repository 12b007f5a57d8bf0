/**
 * The job listener: the wire formats, and the one way from a request to its answer.
 *
 * <p>Start with {@link dev.stsbroker.http.contract.CredentialHandler}. {@code access} decides who
 * gets what; nothing is serialised here for a cached answer.
 */
@NullMarked
package dev.stsbroker.http.contract;

import org.jspecify.annotations.NullMarked;
