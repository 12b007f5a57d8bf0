package dev.stsbroker.sandbox.metadata;

import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.policy.trust.Principal;
import dev.stsbroker.sandbox.account.Session;
import dev.stsbroker.sandbox.rpc.StsRefusal;
import dev.stsbroker.sandbox.sts.AssumeRoleRequest;
import dev.stsbroker.sandbox.sts.CallContext;
import dev.stsbroker.sandbox.sts.RoleHandler;
import dev.stsbroker.sandbox.sts.StsService;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of the role attached to the instance. They are the same for every request until
 * 30 min before their end; then there are new ones, while the old ones go on working. Source: ECS's
 * documentation of instance metadata. Safe to use from any thread.
 */
public final class InstanceCredentials {
  /** The service that assumes instance roles. */
  public static final Principal SERVICE = new Principal(Principal.Kind.SERVICE, "ecs.aliyuncs.com");

  private static final Duration LIFE = Duration.ofHours(6);
  private static final Duration RENEWED_BEFORE_END = Duration.ofMinutes(30);

  /** The session's name is the id of the instance. */
  private static final String INSTANCE = "i-sandbox00000000000";

  private final RoleHandler roles;
  private @Nullable RoleArn role;
  private @Nullable Held held;

  private record Held(Session session, Instant issuedAt) {}

  InstanceCredentials(RoleHandler roles, @Nullable RoleArn role) {
    this.roles = roles;
    this.role = role;
  }

  /** Attaches a role in place of the one before; null for none. */
  synchronized void attach(@Nullable RoleArn other) {
    role = other;
    held = null;
  }

  /** The name of the attached role; empty if there is none. */
  synchronized Optional<String> roleName() {
    return Optional.ofNullable(role).map(RoleArn::roleName);
  }

  /**
   * The body with the credentials as they are now; empty if no role is attached.
   *
   * @throws StsRefusal if the attached role is gone or does not trust ECS
   */
  synchronized Optional<JsonObject> current(CallContext circumstances) {
    RoleArn attached = role;
    if (attached == null) {
      return Optional.empty();
    }
    Held current = held;
    if (current == null || isDue(current.session, circumstances.now())) {
      current = issue(attached, circumstances);
      held = current;
    }
    return Optional.of(
        StsService.credentials(current.session)
            .put("LastUpdated", current.issuedAt.toString())
            .put("Code", "Success"));
  }

  private static boolean isDue(Session session, Instant now) {
    return !now.isBefore(session.expiresAt().minus(RENEWED_BEFORE_END));
  }

  private Held issue(RoleArn attached, CallContext circumstances) {
    AssumeRoleRequest request = new AssumeRoleRequest(attached, INSTANCE, LIFE, null, null, null);
    Session session = roles.open(SERVICE, request, circumstances);
    return new Held(session, circumstances.now().truncatedTo(ChronoUnit.SECONDS));
  }
}
