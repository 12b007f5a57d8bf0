package dev.stsbroker.sandbox;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.PolicyException;
import dev.stsbroker.policy.TrustPolicy;
import dev.stsbroker.secret.Secret;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the {@code sandbox} section; one reader a reading. */
final class SettingsReader {
  private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\s]+):\\d{1,5}");
  private static final Pattern ACCOUNT_ID = Pattern.compile("\\d{5,20}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern KEY_ID = Pattern.compile("(?!STS\\.)[A-Za-z0-9]{4,128}");
  private static final Pattern KEY_SECRET = Pattern.compile("\\S{1,256}");
  private static final int LARGEST_PORT = 65535;

  /** An account id where there is a wrong one, which is reported once and not by every role. */
  private static final String STAND_IN_ID = "00000";

  /** The system policy AliyunSTSAssumeRoleAccess: what a user without policies has here. */
  private static final String ASSUME_ROLE_ACCESS =
      "{\"Version\":\"1\",\"Statement\":"
          + "[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}]}";

  private final List<String> problems = new ArrayList<>();
  private final Set<String> keyIds = new HashSet<>();

  SandboxSettings read(JsonObject values) {
    Section section = new Section("sandbox", values, problems);
    section.only(Set.of("sts", "accounts", "chainedSessionLimit"));
    String address = section.text("sts", ADDRESS, "<address>:<port>");
    List<Account> accounts = section.sections("accounts").stream().map(this::account).toList();
    if (accounts.isEmpty()) {
      section.problem("accounts", "empty (expected: at least one account)");
    }
    Duration limit = section.duration("chainedSessionLimit", SessionBounds.SHORTEST, Duration.ZERO);
    int port = port(section, address);
    if (!problems.isEmpty()) {
      throw new SandboxProblems(problems);
    }
    String host = address.substring(0, address.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
    return new SandboxSettings(host, port, accounts, limit.isZero() ? null : limit);
  }

  private static int port(Section section, String address) {
    if (!ADDRESS.matcher(address).matches()) {
      return 0;
    }
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    if (port > LARGEST_PORT) {
      section.problem("sts", address + " (expected: a port of 0..65535)");
    }
    return port;
  }

  private Account account(Section section) {
    section.only(Set.of("id", "users", "roles"));
    String id = section.text("id", ACCOUNT_ID, "an account id, digits");
    List<User> users = section.sections("users").stream().map(this::user).toList();
    String owner = ACCOUNT_ID.matcher(id).matches() ? id : STAND_IN_ID;
    List<Role> roles = section.sections("roles").stream().map(role -> role(role, owner)).toList();
    Set<String> names = new HashSet<>();
    roles.stream()
        .filter(role -> !names.add(role.name()))
        .forEach(role -> section.problem("roles", role.name() + " is there twice"));
    return new Account(id, users, roles);
  }

  private User user(Section section) {
    section.only(Set.of("name", "accessKeyId", "accessKeySecret", "active", "policies"));
    String name = section.text("name", NAME, "a user name");
    String id = section.text("accessKeyId", KEY_ID, "letters and digits");
    String secret = section.text("accessKeySecret", KEY_SECRET, "text without spaces");
    if (!id.isEmpty() && !keyIds.add(id)) {
      section.problem("accessKeyId", id + " is there twice");
    }
    List<PolicyDocument> policies =
        section.values().containsKey("policies")
            ? policies(section)
            : List.of(PolicyDocument.parse(ASSUME_ROLE_ACCESS));
    AccessKey key = new AccessKey(id, Secret.of(secret.isEmpty() ? "-" : secret), null);
    return new User(name, key, section.flag("active", true), policies);
  }

  private Role role(Section section, String accountId) {
    section.only(Set.of("name", "roleId", "trustPolicy", "policies", "maxSessionDuration"));
    String name = section.text("name", NAME, "a role name");
    String arn = "acs:ram::" + accountId + ":role/" + name;
    String id =
        section.values().containsKey("roleId")
            ? section.text("roleId", ACCOUNT_ID, "digits")
            : NumericId.of(arn);
    Object trust = section.values().getValue("trustPolicy", ownAccount(accountId));
    TrustPolicy parsed =
        parse(section, "trustPolicy", trust, TrustPolicy::parse)
            .orElseGet(() -> TrustPolicy.parse(ownAccount(STAND_IN_ID).encode()));
    Duration longest =
        section.duration("maxSessionDuration", SessionBounds.DEFAULT, SessionBounds.DEFAULT);
    return new Role(name, id, parsed, policies(section), longest);
  }

  private static List<PolicyDocument> policies(Section section) {
    List<PolicyDocument> policies = new ArrayList<>();
    List<Object> documents = section.list("policies");
    for (int i = 0; i < documents.size(); i++) {
      parse(section, "policies[" + i + "]", documents.get(i), PolicyDocument::parse)
          .ifPresent(policies::add);
    }
    return policies;
  }

  /** A document is written as a mapping, or as its JSON text. */
  private static <T> Optional<T> parse(
      Section section, String key, Object document, Function<String, T> parser) {
    String json = document instanceof JsonObject mapping ? mapping.encode() : document.toString();
    try {
      return Optional.of(parser.apply(json));
    } catch (PolicyException e) {
      e.problems().forEach(problem -> section.problem(key, problem.toString()));
      return Optional.empty();
    }
  }

  /** The trust policy a new role has: every user and role of its own account. */
  private static JsonObject ownAccount(String accountId) {
    String root = "acs:ram::" + accountId + ":root";
    JsonObject statement =
        new JsonObject()
            .put("Effect", "Allow")
            .put("Action", "sts:AssumeRole")
            .put("Principal", new JsonObject().put("RAM", root));
    return new JsonObject().put("Version", "1").put("Statement", List.of(statement));
  }
}
