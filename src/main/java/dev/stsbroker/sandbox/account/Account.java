package dev.stsbroker.sandbox.account;

import java.util.List;

/**
 * An account of the sandbox's cloud.
 *
 * @param id the account id, digits
 * @param users its RAM users, one entry an access key
 * @param roles its RAM roles
 * @param oidcProviders its OIDC identity providers
 */
public record Account(
    String id, List<User> users, List<Role> roles, List<OidcProvider> oidcProviders) {
  /** Copies the lists. */
  public Account {
    users = List.copyOf(users);
    roles = List.copyOf(roles);
    oidcProviders = List.copyOf(oidcProviders);
  }

  /** An account without identity providers. */
  public Account(String id, List<User> users, List<Role> roles) {
    this(id, users, roles, List.of());
  }
}
