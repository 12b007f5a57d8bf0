package dev.stsbroker.policy.preset;

import dev.stsbroker.parameter.FillableText;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.Problems;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A session policy with placeholders for the values of jobs, <code>${param.NAME}</code>, and of
 * callers. Equal templates make equal policies.
 */
public sealed interface PolicyTemplate permits PresetTemplate, DocumentTemplate {
  /** What {@link dev.stsbroker.parameter.ValuePattern} lets through, decided here once more. */
  Pattern SAFE = Pattern.compile("(?!\\.$)(?!.*\\.\\.)[A-Za-z0-9._@-]{1,63}");

  /**
   * A preset, some of whose values have places.
   *
   * @param with its values by name
   */
  static PolicyTemplate of(Preset preset, Map<String, String> with) {
    return new PresetTemplate(preset, with);
  }

  /**
   * A document with places in its resources and in the values of its conditions.
   *
   * @throws PolicyException with every place that is elsewhere, and what is wrong with the JSON
   */
  static PolicyTemplate of(String json) {
    return DocumentTemplate.read(json);
  }

  /** The names of the values it has places for. */
  Set<String> parameters();

  /** What is allowed but unwise about the places, one sentence each. */
  default List<String> warnings() {
    return List.of();
  }

  /**
   * The policy for these values. They enter it as parts of strings, never as JSON.
   *
   * @param values at least one for each of {@link #parameters()}
   * @throws PolicyException where a value could widen the policy, or what comes out is none
   */
  SessionPolicy fill(Map<String, String> values);

  /** Throws {@link PolicyException} for every value that could mean more than itself. */
  static void requireSafe(Map<String, String> values) {
    Problems problems = new Problems();
    values.forEach(
        (name, value) -> {
          if (!SAFE.matcher(value).matches()) {
            problems.add(name, 0, "not a plain word (expected: letters, digits and . _ @ -)");
          }
        });
    problems.throwIfAny();
  }

  /** The parameters that some texts have places for. */
  static Set<String> names(Iterable<String> texts) {
    Set<String> names = new TreeSet<>();
    texts.forEach(text -> names.addAll(new FillableText(text).names()));
    return names;
  }
}
