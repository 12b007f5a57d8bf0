package dev.stsbroker.sandbox.rpc;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A request as it was received: decoded, not verified.
 *
 * @param httpMethod upper case
 * @param path as sent
 * @param query decoded query parameters
 * @param form decoded parameters of a form body; no name is also in the query
 * @param headers by lower-case name
 * @param body as sent
 * @param remoteAddress the client's address
 */
public record RpcRequest(
    String httpMethod,
    String path,
    NavigableMap<String, String> query,
    NavigableMap<String, String> form,
    Map<String, String> headers,
    Buffer body,
    String remoteAddress) {

  /** A header's value; empty if it is missing. */
  String header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, "");
  }

  /** Query and form parameters together. */
  public NavigableMap<String, String> parameters() {
    NavigableMap<String, String> all = new TreeMap<>(query);
    all.putAll(form);
    return all;
  }

  /** A parameter's value; empty if it is missing, as STS makes no difference. */
  public String parameter(String name) {
    String value = query.get(name);
    return value != null ? value : form.getOrDefault(name, "");
  }

  /**
   * A parameter that must be there.
   *
   * @throws StsRefusal if it is missing or empty
   */
  public String required(String name) {
    String value = parameter(name);
    if (value.isEmpty()) {
      throw StsError.MISSING.refusal(name);
    }
    return value;
  }

  /** Whether it is signed in the {@code Authorization} header rather than by parameters. */
  boolean signedInHeader() {
    return header("authorization").startsWith(Acs3Signature.SCHEME);
  }

  /** The action asked for; empty if there is none. */
  public String action() {
    return namedInHeader() ? header("x-acs-action") : parameter("Action");
  }

  /** The version of the interface asked for; empty if there is none. */
  public String version() {
    return namedInHeader() ? header("x-acs-version") : parameter("Version");
  }

  /** Anonymous requests of the newer style name the action in a header too, signed by nobody. */
  private boolean namedInHeader() {
    boolean anonymous = parameter("AccessKeyId").isEmpty() && parameter("Action").isEmpty();
    return signedInHeader() || anonymous;
  }

  /** Without parameters and headers, which carry tokens and signatures. */
  @Override
  public String toString() {
    return httpMethod + " " + path;
  }
}
