package dev.stsbroker.sandbox.settings;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.PolicyProblem;
import dev.stsbroker.policy.trust.TrustPolicy;
import dev.stsbroker.sandbox.account.Account;
import dev.stsbroker.sandbox.account.NumericId;
import dev.stsbroker.sandbox.account.OidcProvider;
import dev.stsbroker.sandbox.account.Role;
import dev.stsbroker.sandbox.account.User;
import dev.stsbroker.sandbox.metadata.MetadataSettings;
import dev.stsbroker.sandbox.settings.Section.HostPort;
import dev.stsbroker.sandbox.sts.AssumeRoleRequest.SessionBounds;
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
import java.util.stream.Stream;

/** Reads the {@code sandbox} section; one reader a reading. */
final class SettingsReader {
  private static final Pattern ACCOUNT_ID = Pattern.compile("\\d{5,20}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern KEY_ID = Pattern.compile("(?!STS\\.)[A-Za-z0-9]{4,128}");
  private static final Pattern KEY_SECRET = Pattern.compile("\\S{1,256}");
  private static final Pattern ISSUER = Pattern.compile("https?://\\S{1,255}");
  private static final Pattern CLIENT_ID = Pattern.compile("\\S{1,255}");

  /** An account id where there is a wrong one, which is reported once and not by every role. */
  private static final String STAND_IN_ID = "00000";

  /** The audience of the tokens that RRSA mounts into pods. */
  private static final String RRSA_AUDIENCE = "sts.aliyuncs.com";

  /** The system policy AliyunSTSAssumeRoleAccess: what a user without policies has here. */
  private static final String ASSUME_ROLE_ACCESS =
      "{\"Version\":\"1\",\"Statement\":"
          + "[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}]}";

  private final List<SandboxProblems.Problem> problems = new ArrayList<>();
  private final Set<String> keyIds = new HashSet<>();

  SandboxSettings read(JsonObject values, JsonObject written) {
    Section section = new Section("sandbox", values, written, problems);
    section.only(
        Set.of(
            "sts",
            "accounts",
            "chainedSessionLimit",
            "metadata",
            "instanceRole",
            "oss",
            "ossCapacity"));
    HostPort sts = section.address("sts");
    List<Account> accounts = section.sections("accounts").stream().map(this::account).toList();
    if (accounts.isEmpty()) {
      section.problem("accounts", "empty (expected: at least one account)");
    }
    Duration limit = section.duration("chainedSessionLimit", SessionBounds.SHORTEST, Duration.ZERO);
    MetadataSettings metadata = MetadataReader.read(section, accounts);
    OssSettings oss = OssReader.read(section);
    if (!problems.isEmpty()) {
      throw new SandboxProblems(problems);
    }
    return new SandboxSettings(
        sts.host(), sts.port(), accounts, limit.isZero() ? null : limit, metadata, oss);
  }

  private Account account(Section section) {
    section.only(Set.of("id", "users", "roles", "oidcProviders", "buckets"));
    String id = section.text("id", ACCOUNT_ID, "an account id, digits");
    List<User> users = section.sections("users").stream().map(this::user).toList();
    String owner = ACCOUNT_ID.matcher(id).matches() ? id : STAND_IN_ID;
    List<Role> roles = section.sections("roles").stream().map(role -> role(role, owner)).toList();
    List<OidcProvider> providers =
        section.sections("oidcProviders").stream().map(SettingsReader::provider).toList();
    requireDifferent(section, "roles", roles.stream().map(Role::name));
    requireDifferent(section, "oidcProviders", providers.stream().map(OidcProvider::name));
    return new Account(id, users, roles, providers);
  }

  private static void requireDifferent(Section section, String key, Stream<String> names) {
    Set<String> seen = new HashSet<>();
    names
        .filter(name -> !seen.add(name))
        .forEach(name -> section.problem(key, name + " is there twice"));
  }

  private static OidcProvider provider(Section section) {
    section.only(Set.of("name", "issuer", "clientIds"));
    String name = section.text("name", NAME, "a provider name");
    String issuer = section.text("issuer", ISSUER, "an http or https URL");
    List<String> clientIds =
        section.values().containsKey("clientIds")
            ? section.texts("clientIds", CLIENT_ID, "text without spaces")
            : List.of(RRSA_AUDIENCE);
    return new OidcProvider(name, issuer, clientIds);
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
      for (PolicyProblem problem : e.problems()) {
        if (document instanceof JsonObject) {
          boolean whole = problem.ofWhole();
          section.problem(key, whole ? "" : "." + problem.path(), problem.message());
        } else {
          section.problem(key, problem.toString());
        }
      }
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
