package dev.stsbroker.sandbox.rpc;

/** The place of the {@code OIDCToken} in a call. */
public enum TokenPlace {
  /** Nowhere. */
  NONE,
  /** In the form body, where it belongs. */
  BODY,
  /** In the URL, which proxies and error messages repeat. */
  URL;

  static TokenPlace of(RpcRequest request) {
    if (request.query().containsKey("OIDCToken")) {
      return URL;
    }
    return request.form().containsKey("OIDCToken") ? BODY : NONE;
  }
}
