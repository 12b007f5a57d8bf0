package dev.stsbroker.broker;

import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.parameter.CallerValueException;
import dev.stsbroker.parameter.CallerValues;
import dev.stsbroker.parameter.FillableText;
import dev.stsbroker.parameter.ParameterException;
import dev.stsbroker.parameter.Parameters;
import dev.stsbroker.parameter.ValuePattern;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.preset.PolicyTemplate;
import dev.stsbroker.sts.SessionRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a profile's request to STS, from its settings, a job's values and the caller's. */
public sealed interface Recipe {
  /** The role to assume, whatever the values. */
  RoleArn role();

  /** The values a job has to supply. */
  Parameters parameters();

  /** The values of the caller that have to be known; none if the session is everybody's. */
  Parameters caller();

  /**
   * Accepts values to {@link #fill} the recipe with, without filling it.
   *
   * @param values what a job supplies
   * @param caller what is known of the caller, by the names of {@link
   *     dev.stsbroker.parameter.CallerValues}; more than needed does no harm
   * @throws ParameterException if {@code values} are not those of {@link #parameters()}
   * @throws CallerValueException if {@code caller} lacks a value, or has one that does not fit
   */
  void check(Map<String, String> values, Map<String, String> caller);

  /**
   * The recipe with nothing left to fill in.
   *
   * @throws ParameterException as {@link #check} does, or if the policy does not take the values
   * @throws CallerValueException as {@link #check} does
   */
  Fixed fill(Map<String, String> values, Map<String, String> caller);

  /** The same of values by whatever name. */
  default Fixed fill(Map<String, String> all) {
    Map<String, String> values = new HashMap<>(all);
    Map<String, String> caller = new HashMap<>(all);
    values.keySet().removeIf(CallerValues::known);
    caller.keySet().removeIf(name -> !CallerValues.known(name));
    return fill(values, caller);
  }

  /**
   * One request.
   *
   * @param request what STS is asked for
   * @param values of the parameters it was made with, and of the caller; empty for a profile that
   *     has neither
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
    public Parameters caller() {
      return Parameters.NONE;
    }

    @Override
    public void check(Map<String, String> supplied, Map<String, String> caller) {
      parameters().check(supplied);
    }

    @Override
    public Fixed fill(Map<String, String> supplied, Map<String, String> caller) {
      check(supplied, caller);
      return this;
    }
  }

  /**
   * A request for each set of values of jobs and callers.
   *
   * @param common what does not depend on them; its session name, policy and source identity are
   *     not used
   * @param parameters of jobs; at least one if there is no {@code caller}
   * @param caller values of callers
   * @param sessionName filled, it is one for all values the parameters accept, and for all callers
   *     it is long enough for
   * @param sourceIdentity likewise; null for none
   * @param policy null for the whole role
   */
  record Fillable(
      SessionRequest common,
      Parameters parameters,
      Parameters caller,
      FillableText sessionName,
      @Nullable FillableText sourceIdentity,
      @Nullable PolicyTemplate policy)
      implements Recipe {

    @Override
    public RoleArn role() {
      return common.role();
    }

    /** One without values of callers. */
    public Fillable(
        SessionRequest common,
        Parameters parameters,
        FillableText sessionName,
        @Nullable FillableText sourceIdentity,
        @Nullable PolicyTemplate policy) {
      this(common, parameters, Parameters.NONE, sessionName, sourceIdentity, policy);
    }

    @Override
    public void check(Map<String, String> values, Map<String, String> known) {
      parameters.check(values);
      caller.patterns().forEach((name, pattern) -> requireFit(name, known.get(name), pattern));
      if (!caller.isEmpty()) {
        Map<String, String> all = all(values, known);
        requireLength("session name", sessionName.fill(all));
        requireLength("source identity", sourceIdentity == null ? null : sourceIdentity.fill(all));
      }
    }

    private static void requireFit(String name, @Nullable String value, ValuePattern pattern) {
      if (value == null) {
        throw new CallerValueException("${" + name + "} is not known (expected: a known caller)");
      }
      if (!pattern.matches(value)) {
        throw new CallerValueException(
            "what the caller's user is called cannot be filled in for ${"
                + name
                + "} (expected: 1 to 32 letters, digits and . _ @ -)");
      }
    }

    private static void requireLength(String kind, @Nullable String text) {
      if (text != null && text.length() < 2) {
        throw new CallerValueException(
            "the " + kind + " of this caller would have one character (expected: 2 to 64)");
      }
    }

    /** Of the caller only what the recipe wants: another's name has no part in the session. */
    private Map<String, String> all(Map<String, String> values, Map<String, String> known) {
      if (caller.isEmpty()) {
        return values;
      }
      Map<String, String> all = new HashMap<>(known);
      all.keySet().retainAll(caller.patterns().keySet());
      all.putAll(values);
      return all;
    }

    @Override
    public Fixed fill(Map<String, String> values, Map<String, String> known) {
      check(values, known);
      try {
        return render(all(values, known));
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
