package dev.stsbroker.policy.preset;

import dev.stsbroker.parameter.FillableText;
import dev.stsbroker.policy.SessionPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A preset whose values contain placeholders; each filled value is checked like any other value of
 * the preset.
 */
record PresetTemplate(Preset preset, Map<String, String> with) implements PolicyTemplate {
  PresetTemplate {
    with = Map.copyOf(with);
  }

  @Override
  public Set<String> parameters() {
    return PolicyTemplate.names(with.values());
  }

  @Override
  public SessionPolicy fill(Map<String, String> values) {
    PolicyTemplate.requireSafe(values);
    Map<String, String> filled = new LinkedHashMap<>();
    with.forEach((name, text) -> filled.put(name, new FillableText(text).fill(values)));
    return SessionPolicy.of(preset.render(filled));
  }
}
