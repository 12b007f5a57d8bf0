package dev.stsbroker.config.policy;

import dev.stsbroker.config.setting.DidYouMean;
import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.config.text.ConfigException;
import dev.stsbroker.config.text.ConfigLines;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.ConfigProblem;
import dev.stsbroker.config.text.ConfigText;
import dev.stsbroker.config.text.YamlSyntax;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.PolicyProblem;
import dev.stsbroker.policy.lint.PolicyFinding;
import dev.stsbroker.policy.preset.Preset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the presets of a configuration, each from a file, YAML or JSON. */
public final class PresetSection {
  /** Far above what any policy has, with reasons and white space. */
  private static final int MOST_BYTES = 64 * 1024;

  private final Settings settings;
  private final NamedFile files;

  public PresetSection(Settings settings, NamedFile files) {
    this.settings = settings;
    this.files = files;
  }

  /** The presets by name; one with a problem is not among them. */
  public Map<String, Preset> read() {
    Map<String, Preset> presets = new LinkedHashMap<>();
    for (String name : settings.values().fieldNames()) {
      Preset preset = preset(name);
      if (preset != null) {
        presets.put(name, preset);
      }
    }
    return presets;
  }

  private @Nullable Preset preset(String name) {
    if (Preset.named(name).isPresent()) {
      settings.problem(
          name, "is the name of a preset that ships with the broker (expected: another)");
      return null;
    }
    Path file = files.find(settings, name);
    if (file == null) {
      return null;
    }
    String shown = settings.shown(name, file);
    try {
      String text = ConfigText.read(file, MOST_BYTES);
      return parsed(name, shown, text, ConfigText.json(file));
    } catch (IOException e) {
      settings.fileProblem(name, file, e);
    } catch (ConfigException e) {
      e.problems().forEach(one -> settings.problems().morePlain(settings.place().to(name), one));
    }
    return null;
  }

  private @Nullable Preset parsed(String name, String shown, String text, boolean json) {
    ConfigLines lines = ConfigLines.of(shown, text, json);
    try {
      Preset preset = Preset.parse(name, json ? text : YamlSyntax.read(shown, text).encode());
      for (PolicyFinding finding : preset.lint()) {
        String path = "policy." + finding.path();
        String message =
            DidYouMean.expected(
                finding.problem().sentence(), ConfigPath.ofPath(path), settings.problems(), lines);
        ConfigProblem told = new ConfigProblem(lines.ofPath(path), path, message);
        settings.problems().warn(settings.place().to(name), told);
      }
      return preset;
    } catch (PolicyException e) {
      for (PolicyProblem problem : e.problems()) {
        // A text that is not JSON has lines, but no paths.
        String location =
            json && problem.line() > 0
                ? shown + ":" + problem.line()
                : lines.ofPath(problem.path());
        settings
            .problems()
            .morePlain(
                settings.place().to(name),
                new ConfigProblem(
                    location,
                    problem.ofWhole() ? "" : problem.path(),
                    DidYouMean.expected(
                        problem.sentence(),
                        ConfigPath.ofPath(problem.path()),
                        settings.problems(),
                        lines)));
      }
      return null;
    }
  }
}
