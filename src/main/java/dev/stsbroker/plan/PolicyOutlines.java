package dev.stsbroker.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.broker.Recipe;
import dev.stsbroker.parameter.Parameters;
import dev.stsbroker.plan.Outline.Policy;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.difference.PolicyDigest;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.preset.PolicyTemplate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Makes the part of an outline that describes policies.
 *
 * <p>Templates are filled with values that occur nowhere else. Of two, one then covers the other
 * only by a wildcard or by the same parameter, and so it does for every value.
 */
final class PolicyOutlines {
  private PolicyOutlines() {}

  /** The policy of a profile; null for the whole role. */
  static @Nullable Policy of(Recipe recipe) {
    if (recipe instanceof Recipe.Fixed fixed) {
      SessionPolicy policy = fixed.policy();
      return policy == null ? null : Policy.of(policy);
    }
    Recipe.Fillable fillable = (Recipe.Fillable) recipe;
    PolicyTemplate template = fillable.policy();
    return template == null
        ? null
        : filled(template, fillable.parameters().with(fillable.caller()));
  }

  private static Policy filled(PolicyTemplate template, Parameters parameters) {
    try {
      return Policy.of(template.fill(strange(parameters)));
    } catch (PolicyException e) {
      // The template refuses such values: two policies can then only be called equal or different.
      SessionPolicy shortest = template.fill(parameters.examples());
      SessionPolicy longest = template.fill(parameters.longest());
      TreeSet<String> both = new TreeSet<>();
      both.add("filled " + shortest.digest() + " " + longest.digest());
      return new Policy(shortest.sizeInBytes(), new PolicyDigest(both, new TreeSet<>()), null);
    }
  }

  /** For each parameter a value of its own; none is part of another, or overlaps with itself. */
  private static Map<String, String> strange(Parameters parameters) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : parameters.names()) {
      CRC32 sum = new CRC32();
      sum.update(name.getBytes(UTF_8));
      values.put(name, "z%08xq".formatted(sum.getValue()));
    }
    return values;
  }
}
