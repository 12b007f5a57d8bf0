package dev.stsbroker.policy.trust;

import dev.stsbroker.policy.Condition;
import dev.stsbroker.policy.Conditions;
import dev.stsbroker.policy.Effect;
import dev.stsbroker.policy.RequestContext;
import java.util.List;

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
