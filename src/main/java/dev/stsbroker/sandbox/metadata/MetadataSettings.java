package dev.stsbroker.sandbox.metadata;

import dev.stsbroker.credential.RoleArn;
import org.jspecify.annotations.Nullable;

/**
 * The metadata service of the sandbox's ECS instance.
 *
 * @param host the address it listens on
 * @param port its port; 0 for any free one
 * @param instanceRole the role attached to the instance, which must trust the service {@code
 *     ecs.aliyuncs.com}; null for none
 */
public record MetadataSettings(String host, int port, @Nullable RoleArn instanceRole) {}
