package dev.stsbroker.event;

import dev.stsbroker.access.kernel.Peer;
import org.jspecify.annotations.Nullable;

/**
 * A caller, as far as it is known. Nothing of it is secret.
 *
 * @param peer who it is by the kernel's word
 * @param secretName where the secret stands that it was let in with, as file and line; null for
 *     none
 */
public record CallerFacts(Peer peer, @Nullable String secretName) {}
