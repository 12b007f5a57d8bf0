package dev.stsbroker.broker;

import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.parameter.FillableText;
import dev.stsbroker.parameter.ParameterException;
import dev.stsbroker.parameter.Parameters;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.preset.PolicyTemplate;
import dev.stsbroker.sts.SessionRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a profile's request to STS, from its settings and a job's values. */
public sealed interface Recipe {
  /** The role to assume, whatever the values. */
  RoleArn role();

  /** The values a job has to supply. */
  Parameters parameters();

  /**
   * The recipe with nothing left to fill in.
   *
   * @throws ParameterException if {@code values} are not those of {@link #parameters()}, or the
   *     policy does not take them
   */
  Fixed fill(Map<String, String> values);

  /**
   * One request.
   *
   * @param request what STS is asked for
   * @param values of the parameters it was made with; empty for a profile that has none
   */
  record Fixed(SessionRequest request, Map<String, String> values) implements Recipe {
    /** Keeps its own copy of the values. */
    public Fixed {
      values = Map.copyOf(values);
    }

    /** The session's policy; null for the whole role. */
    public @Nullable SessionPolicy policy() {
      return request.policy();
    }

    @Override
    public RoleArn role() {
      return request.role();
    }

    @Override
    public Parameters parameters() {
      return Parameters.NONE;
    }

    @Override
    public Fixed fill(Map<String, String> supplied) {
      parameters().check(supplied);
      return this;
    }
  }

  /**
   * A request for each set of values.
   *
   * @param common what does not depend on them; its session name, policy and source identity are
   *     not used
   * @param parameters at least one
   * @param sessionName filled, it is one for all values the parameters accept
   * @param sourceIdentity likewise; null for none
   * @param policy null for the whole role
   */
  record Fillable(
      SessionRequest common,
      Parameters parameters,
      FillableText sessionName,
      @Nullable FillableText sourceIdentity,
      @Nullable PolicyTemplate policy)
      implements Recipe {

    @Override
    public RoleArn role() {
      return common.role();
    }

    @Override
    public Fixed fill(Map<String, String> values) {
      parameters.check(values);
      try {
        return render(values);
      } catch (PolicyException e) {
        throw new ParameterException(
            "the values do not fit the policy: " + e.problems().get(0).message());
      }
    }

    private Fixed render(Map<String, String> values) {
      SessionRequest request =
          new SessionRequest(
              common.role(),
              sessionName.fill(values),
              common.duration(),
              policy == null ? null : policy.fill(values),
              common.externalId(),
              sourceIdentity == null ? null : sourceIdentity.fill(values));
      return new Fixed(request, values);
    }
  }
}
