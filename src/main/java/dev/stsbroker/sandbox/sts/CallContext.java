package dev.stsbroker.sandbox.sts;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances of a call on which its answer depends, beside its parameters.
 *
 * @param now the time, by the sandbox's clock and its faults
 * @param remoteAddress the client's address
 * @param lifetime how long a session really lasts; null for as long as was asked
 */
public record CallContext(Instant now, String remoteAddress, @Nullable Duration lifetime) {}
