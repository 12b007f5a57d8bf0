/**
 * The emulated ECS metadata service, and {@code GET /credentials-uri}, for brokers without a key.
 *
 * <p>Start with {@link dev.stsbroker.sandbox.metadata.SandboxMetadata}. Never answers without a
 * token where one is required.
 */
@NullMarked
package dev.stsbroker.sandbox.metadata;

import org.jspecify.annotations.NullMarked;
