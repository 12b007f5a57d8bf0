/**
 * The use case: takes a profile's name and answers with live credentials.
 *
 * <p>Start with {@link dev.stsbroker.broker.CredentialBroker}. Never knows which wire format asked.
 */
@NullMarked
package dev.stsbroker.broker;

import org.jspecify.annotations.NullMarked;
