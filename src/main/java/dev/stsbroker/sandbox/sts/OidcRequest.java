package dev.stsbroker.sandbox.sts;

import dev.stsbroker.sandbox.rpc.RpcRequest;
import dev.stsbroker.sandbox.rpc.StsError;
import dev.stsbroker.sandbox.rpc.StsRefusal;
import java.util.regex.Pattern;

/**
 * The parameters of AssumeRoleWithOIDC, within the bounds that its documentation gives.
 *
 * @param session the session asked for
 * @param providerArn the ARN of the provider, which need not exist
 * @param token the caller's token, unverified
 */
record OidcRequest(AssumeRoleRequest session, String providerArn, JsonWebToken token) {
  private static final Pattern PROVIDER =
      Pattern.compile("acs:ram::\\d{5,20}:oidc-provider/[A-Za-z0-9._-]{1,128}");
  private static final int SHORTEST_TOKEN = 4;
  private static final int LONGEST_TOKEN = 20_000;

  /**
   * Reads them.
   *
   * @throws StsRefusal if one is missing or out of bounds
   */
  static OidcRequest read(RpcRequest request) {
    String provider = request.required("OIDCProviderArn");
    if (!PROVIDER.matcher(provider).matches()) {
      throw StsError.WRONGLY_FORMED.refusal("OIDCProviderArn");
    }
    String token = request.required("OIDCToken");
    if (token.length() < SHORTEST_TOKEN || token.length() > LONGEST_TOKEN) {
      throw StsError.WRONGLY_FORMED.refusal("OIDCToken");
    }
    AssumeRoleRequest session = AssumeRoleRequest.readCommon(request);
    JsonWebToken parsed =
        JsonWebToken.parse(token).orElseThrow(StsError.OIDC_TOKEN_INVALID::refusal);
    return new OidcRequest(session, provider, parsed);
  }
}
