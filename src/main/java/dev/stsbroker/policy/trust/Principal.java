package dev.stsbroker.policy.trust;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A principal: somebody who assumes a role, or whom a trust policy lets assume it.
 *
 * @param kind which namespace the value belongs to
 * @param value an ARN, or a service like {@code odps.aliyuncs.com}
 */
public record Principal(Kind kind, String value) {
  private static final Pattern ACCOUNT = Pattern.compile("acs:ram::([0-9]+):root");

  /** A session of a role, as GetCallerIdentity names it. */
  private static final Pattern ROLE_SESSION =
      Pattern.compile("(acs:ram::[0-9]+:)assumed-role(/[^/]+)/.*");

  /** The kinds of principal of a trust policy. */
  public enum Kind {
    /** A RAM user, a RAM role or a session of it, by ARN. */
    RAM("RAM", "acs:ram::[0-9]+:(root|(user|role)/[^/\\s*?]+)", "acs:ram::<account id>:root"),
    /** A cloud service by its domain, of another account as {@code <account id>@<domain>}. */
    SERVICE("Service", "([0-9]+@)?[a-z0-9-]+(\\.[a-z0-9-]+)+", "a service like odps.aliyuncs.com"),
    /** An identity provider, by ARN. */
    FEDERATED(
        "Federated",
        "acs:ram::[0-9]+:(saml|oidc)-provider/[^/\\s*?]+",
        "acs:ram::<account id>:oidc-provider/<name> or saml-provider/<name>");

    private final String element;
    private final Pattern accepted;
    private final String shape;

    Kind(String element, String accepted, String shape) {
      this.element = element;
      this.accepted = Pattern.compile(accepted);
      this.shape = shape;
    }

    static Stream<Kind> all() {
      return Stream.of(values());
    }

    /** Its name in a trust policy. */
    String element() {
      return element;
    }

    boolean accepts(String value) {
      return accepted.matcher(value).matches();
    }

    String shape() {
      return shape;
    }
  }

  /**
   * Whether a policy that names this principal means the caller: the same one, or any user or role
   * of the account it names. A session of a role counts as the role.
   */
  boolean covers(Principal caller) {
    if (kind != caller.kind) {
      return false;
    }
    String actual = kind == Kind.RAM ? withoutSession(caller.value) : caller.value;
    Matcher account = ACCOUNT.matcher(value);
    return value.equals(actual)
        || (kind == Kind.RAM
            && account.matches()
            && actual.startsWith("acs:ram::" + account.group(1) + ":"));
  }

  private static String withoutSession(String arn) {
    return ROLE_SESSION.matcher(arn).replaceFirst("$1role$2");
  }
}
