package dev.stsbroker.policy.trust;

import dev.stsbroker.policy.Condition;
import dev.stsbroker.policy.Conditions;
import dev.stsbroker.policy.DocumentGrammar;
import dev.stsbroker.policy.Effect;
import dev.stsbroker.policy.RequestContext;
import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.JsonReader;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.Problems;
import java.util.List;
import java.util.Map;

/**
 * A role's trust policy: who may assume it. The caller's own policies have to allow it as well.
 *
 * <p>The language is that of "Edit the trust policy of a RAM role" in RAM's documentation: one
 * action, {@code sts:AssumeRole}, and principals of kind {@code RAM}, {@code Service} and {@code
 * Federated}.
 */
public final class TrustPolicy {
  private final List<TrustStatement> statements;

  private TrustPolicy(List<TrustStatement> statements) {
    this.statements = List.copyOf(statements);
  }

  /** Reads a trust policy; throws {@link PolicyException} with everything wrong with it. */
  public static TrustPolicy parse(String json) {
    Problems problems = new Problems();
    Cursor root = new Cursor("", JsonReader.read(json, problems), problems);
    List<TrustStatement> statements = DocumentGrammar.statements(root, TrustGrammar::statement);
    problems.throwIfAny();
    return new TrustPolicy(statements);
  }

  /**
   * Whether the caller may assume the role; nothing is known of other condition keys.
   *
   * @param caller a RAM caller by the ARN of GetCallerIdentity, or of its role
   * @param context condition keys like {@code sts:ExternalId}, and their values
   */
  public boolean trusts(Principal caller, Map<String, List<String>> context) {
    return trusts(caller, RequestContext.of(context));
  }

  /**
   * Whether the caller may assume the role. Where what is not known matters, an Allow does not
   * apply and a Deny does.
   *
   * @param caller a RAM caller by the ARN of GetCallerIdentity, or of its role
   * @param context what is known of condition keys like {@code sts:ExternalId}
   */
  public boolean trusts(Principal caller, RequestContext context) {
    return any(Effect.ALLOW, caller, context) && !any(Effect.DENY, caller, context);
  }

  private boolean any(Effect effect, Principal caller, RequestContext context) {
    return statements.stream()
        .anyMatch(one -> one.effect() == effect && one.applies(caller, context));
  }

  @Override
  public String toString() {
    return "TrustPolicy[" + statements.size() + " statements]";
  }

  /** One statement of a trust policy: who may or may not assume the role, and when. */
  record TrustStatement(Effect effect, List<Principal> principals, List<Condition> conditions) {
    TrustStatement {
      principals = List.copyOf(principals);
      conditions = List.copyOf(conditions);
    }

    boolean applies(Principal caller, RequestContext context) {
      return principals.stream().anyMatch(principal -> principal.covers(caller))
          && effect.applies(Conditions.test(conditions, context));
    }
  }
}
