package dev.stsbroker.sandbox.account;

import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.policy.Decision.Verdict;
import dev.stsbroker.policy.Evaluator;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.sandbox.oss.signature.KeyDirectory.KeyHolder.Access;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rights of a user or session: what the attached policies allow together and, in a session with
 * a session policy, only what that allows too.
 *
 * @param attached the policies of the user or of the role
 * @param sessionPolicy the policy of the session; null for none
 */
public record Rights(List<PolicyDocument> attached, @Nullable PolicyDocument sessionPolicy) {
  /** Copies the list. */
  public Rights {
    attached = List.copyOf(attached);
  }

  /** Whether a request is allowed; a denial anywhere wins. */
  public Verdict decide(AccessRequest request) {
    List<List<PolicyDocument>> layers =
        sessionPolicy == null ? List.of(attached) : List.of(attached, List.of(sessionPolicy));
    return Evaluator.decideTogether(layers, request).verdict();
  }

  /** Whether OSS lets a request pass; like {@link #decide}, but says whose refusal it is. */
  public Access onOss(AccessRequest request) {
    if (new Rights(attached, null).decide(request) != Verdict.ALLOWED) {
      return Access.DENIED;
    }
    return decide(request) == Verdict.ALLOWED ? Access.ALLOWED : Access.DENIED_BY_SESSION_POLICY;
  }
}
