package dev.stsbroker.sts;

import dev.stsbroker.secret.Secret;

/**
 * An OIDC token and its provider, which AssumeRoleWithOIDC takes instead of a key.
 *
 * @param providerArn the identity provider that knows the issuer, {@code acs:ram::<account
 *     id>:oidc-provider/<name>}
 * @param token the JSON web token as issued, 4 to 20,000 characters
 */
public record OidcToken(String providerArn, Secret token) {}
