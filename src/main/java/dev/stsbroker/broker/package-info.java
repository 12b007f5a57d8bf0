/**
 * The use case: a profile's name in, live credentials out.
 *
 * <p>Start with {@link dev.stsbroker.broker.CredentialBroker}. Never knows which wire format asked.
 */
@NullMarked
package dev.stsbroker.broker;

import org.jspecify.annotations.NullMarked;
