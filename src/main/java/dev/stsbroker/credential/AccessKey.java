package dev.stsbroker.credential;

import dev.stsbroker.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a request to Alibaba Cloud is signed with.
 *
 * @param id the access key id; not a secret
 * @param secret the access key secret
 * @param securityToken the token that goes with a temporary key; null with a long-lived one
 */
public record AccessKey(String id, Secret secret, @Nullable Secret securityToken) {}
