package dev.stsbroker.config;

import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.preset.Preset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the presets of a configuration, each from a file, YAML or JSON. */
final class PresetSection {
  /** Far above what any policy has, with reasons and white space. */
  private static final int MOST_BYTES = 64 * 1024;

  private final Settings settings;
  private final NamedFile files;

  PresetSection(Settings settings, NamedFile files) {
    this.settings = settings;
    this.files = files;
  }

  /** The presets by name; one with a problem is not among them. */
  Map<String, Preset> read() {
    Map<String, Preset> presets = new LinkedHashMap<>();
    for (String name : settings.values().fieldNames()) {
      Preset preset = preset(name);
      if (preset != null) {
        presets.put(name, preset);
        preset.lint().forEach(finding -> settings.warn(name, finding.toString()));
      }
    }
    return presets;
  }

  private @Nullable Preset preset(String name) {
    if (Preset.named(name).isPresent()) {
      settings.problem(name, "is the name of a preset that ships with the broker");
      return null;
    }
    Path file = files.find(settings, name);
    if (file == null) {
      return null;
    }
    Place place = settings.place().to(name);
    String shown = settings.shown(name, file);
    try {
      String text = ConfigText.read(file, MOST_BYTES);
      return Preset.parse(
          name, ConfigText.json(file) ? text : YamlSyntax.read(shown, text).encode());
    } catch (IOException e) {
      settings.fileProblem(name, file, e);
    } catch (ConfigException e) {
      e.problems()
          .forEach(one -> settings.problems().morePlain(place, place.toString(), one.toString()));
    } catch (PolicyException e) {
      e.problems()
          .forEach(
              one -> settings.problems().morePlain(place, place.toString(), shown + ": " + one));
    }
    return null;
  }
}
