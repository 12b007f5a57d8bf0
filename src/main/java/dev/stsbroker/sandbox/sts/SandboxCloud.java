package dev.stsbroker.sandbox.sts;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.sandbox.account.Account;
import dev.stsbroker.sandbox.account.Caller;
import dev.stsbroker.sandbox.account.OidcProvider;
import dev.stsbroker.sandbox.account.Role;
import dev.stsbroker.sandbox.account.Session;
import dev.stsbroker.sandbox.account.SessionStore;
import dev.stsbroker.sandbox.account.User;
import dev.stsbroker.sandbox.fault.FaultScript;
import dev.stsbroker.sandbox.rpc.StsCall;
import dev.stsbroker.sandbox.server.SandboxMemory;
import dev.stsbroker.secret.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The state of the sandbox's cloud: keys, roles and sessions, and what was done with them. It
 * outlives a restart of the sandbox's servers. Safe to use from any thread.
 */
public final class SandboxCloud {
  private final Map<String, Caller.UserCaller> users = new ConcurrentHashMap<>();
  private final Map<String, Role> roles = new ConcurrentHashMap<>();
  private final SessionStore sessions = new SessionStore(SandboxMemory.ofProcess().sessions());
  private final CallLog log = new CallLog();
  private final FaultScript faults = new FaultScript();

  private final Federation federation = new Federation();
  private final InstantSource clock;

  public SandboxCloud(List<Account> accounts, InstantSource clock) {
    this.clock = clock;
    for (Account account : accounts) {
      account.users().forEach(user -> put(account.id(), user));
      account.roles().forEach(role -> putRole(account.id(), role));
      account.oidcProviders().forEach(provider -> putProvider(account.id(), provider));
    }
  }

  /** What goes wrong. */
  public FaultScript faults() {
    return faults;
  }

  /** The last calls, at most 10,000, oldest first. */
  public List<StsCall> calls() {
    return log.calls();
  }

  /** How many of the last calls were of an action and ended in {@link StsCall#OK}. */
  public long succeeded(String action) {
    return calls().stream()
        .filter(call -> call.action().equals(action) && call.outcome().equals(StsCall.OK))
        .count();
  }

  /** How many calls there were since the start, by outcome. */
  public Map<String, Long> outcomes() {
    return log.outcomes();
  }

  /** The session a token belongs to, also one that ended less than an hour ago. */
  public Optional<Session> session(Secret token) {
    return sessions.byToken(token);
  }

  /** Gives a user another access key; throws {@link IllegalArgumentException} without that user. */
  public void addKey(String accountId, String userName, AccessKey key) {
    User user =
        users.values().stream()
            .filter(caller -> caller.accountId().equals(accountId))
            .map(Caller.UserCaller::user)
            .filter(candidate -> candidate.name().equals(userName))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no user " + userName));
    put(accountId, new User(userName, key, true, user.policies()));
  }

  /** Disables an access key; its sessions live on. */
  public void disableKey(String accessKeyId) {
    setActive(accessKeyId, false);
  }

  /** Enables an access key again. */
  public void enableKey(String accessKeyId) {
    setActive(accessKeyId, true);
  }

  /** Deletes an access key; its sessions live on. */
  public void removeKey(String accessKeyId) {
    users.remove(accessKeyId);
  }

  /** Adds a role, or replaces the one of its name. */
  public void putRole(String accountId, Role role) {
    roles.put("acs:ram::" + accountId + ":role/" + role.name(), role);
  }

  /** Deletes a role; its sessions live on. */
  public void removeRole(RoleArn arn) {
    roles.remove(arn.value());
  }

  /** Adds an OIDC provider with a new issuer, or replaces the one of its name. */
  public void putProvider(String accountId, OidcProvider provider) {
    federation.put(provider.arn(accountId), provider, TokenIssuer.of(provider, clock));
  }

  /** Deletes an OIDC provider; sessions opened through it live on. */
  public void removeProvider(String arn) {
    federation.remove(arn);
  }

  /** Signs the tokens that an OIDC provider of this ARN stands for; empty without that provider. */
  public Optional<TokenIssuer> tokenIssuer(String providerArn) {
    return federation.issuer(providerArn);
  }

  public Federation federation() {
    return federation;
  }

  public Optional<Caller.UserCaller> user(String accessKeyId) {
    return Optional.ofNullable(users.get(accessKeyId));
  }

  public Optional<Session> sessionOfKey(String accessKeyId) {
    return sessions.byKeyId(accessKeyId);
  }

  public Optional<Role> role(RoleArn arn) {
    return Optional.ofNullable(roles.get(arn.value()));
  }

  void add(Session session, Instant now) {
    sessions.add(session, now);
  }

  void add(StsCall call) {
    log.add(call);
  }

  private void put(String accountId, User user) {
    users.put(user.key().id(), new Caller.UserCaller(accountId, user));
  }

  private void setActive(String accessKeyId, boolean active) {
    users.computeIfPresent(
        accessKeyId,
        (id, caller) ->
            new Caller.UserCaller(caller.accountId(), caller.user().withActive(active)));
  }
}
