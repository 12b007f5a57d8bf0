package dev.stsbroker.credential;

import dev.stsbroker.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * An access key, with which requests to Alibaba Cloud are signed; long-lived or temporary.
 *
 * @param id the access key id; not a secret
 * @param secret the access key secret
 * @param securityToken the token that goes with a temporary key; null with a long-lived one
 */
public record AccessKey(String id, Secret secret, @Nullable Secret securityToken) {}
