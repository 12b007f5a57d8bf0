/**
 * Hashes and percent-encoding that the signatures of STS and of OSS have in common.
 *
 * <p>Imports {@code secret} for the keyed hash. Never sees a {@code Secret}: who signs takes it out
 * of its wrapping.
 */
@NullMarked
package dev.stsbroker.sandbox.signature;

import org.jspecify.annotations.NullMarked;
