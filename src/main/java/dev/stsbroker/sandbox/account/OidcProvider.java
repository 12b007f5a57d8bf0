package dev.stsbroker.sandbox.account;

import java.util.List;

/**
 * An OIDC identity provider registered with an account, as RRSA registers one for each cluster.
 *
 * @param name its name within the account, such as {@code ack-rrsa-sandbox}
 * @param issuer the URL that its tokens carry as {@code iss}; nothing is fetched from it
 * @param clientIds the audiences it accepts; RRSA's is {@code sts.aliyuncs.com}
 */
public record OidcProvider(String name, String issuer, List<String> clientIds) {
  /** Copies the list. */
  public OidcProvider {
    clientIds = List.copyOf(clientIds);
  }

  /** Its ARN as a provider of {@code accountId}. */
  public String arn(String accountId) {
    return "acs:ram::" + accountId + ":oidc-provider/" + name;
  }
}
