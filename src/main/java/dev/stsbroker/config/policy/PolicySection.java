package dev.stsbroker.config.policy;

import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.ConfigProblem;
import dev.stsbroker.config.text.ConfigText;
import dev.stsbroker.config.text.YamlSyntax;
import dev.stsbroker.parameter.CallerValues;
import dev.stsbroker.parameter.FillableText;
import dev.stsbroker.parameter.Parameters;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.PolicyProblem;
import dev.stsbroker.policy.json.Sentence;
import dev.stsbroker.policy.json.Sentence.Kind;
import dev.stsbroker.policy.preset.PolicyTemplate;
import dev.stsbroker.policy.preset.Preset;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a profile's session policy, or the template of its policies, from a preset, a file or the
 * configuration itself.
 */
public final class PolicySection {
  /** White space and comments of people included; what STS takes is far less. */
  private static final int MOST_BYTES = 64 * 1024;

  private final Settings settings;
  private final Context context;

  /** Of the policy read last. */
  private PolicyLint lint;

  /**
   * What a policy refers to.
   *
   * @param files where it finds its own
   * @param presets those of the configuration, by name
   * @param parameters of the profile, and the values of callers that it takes
   */
  public record Context(NamedFile files, Map<String, Preset> presets, Parameters parameters) {}

  public PolicySection(Settings settings, Context context) {
    this.settings = settings;
    this.context = context;
    this.lint = new PolicyLint(settings.place(), null, "");
  }

  /** The policy of a profile without parameters; null if a problem was reported. */
  public @Nullable SessionPolicy read() {
    SessionPolicy policy =
        made(
            json -> SessionPolicy.of(PolicyDocument.parse(json)),
            (preset, with) -> SessionPolicy.of(preset.render(with)));
    warnIfLarge(policy);
    if (policy != null) {
      lint.tell(policy.text(), settings.problems());
    }
    return policy;
  }

  /** The template of a profile with parameters; null if a problem was reported. */
  public @Nullable PolicyTemplate template() {
    PolicyTemplate template =
        made(
            json -> tried(PolicyTemplate.of(json)),
            (preset, with) -> tried(PolicyTemplate.of(preset, with)));
    if (template != null) {
      template.warnings().forEach(warning -> settings.problems().warn(settings.place(), warning));
      warnIfLarge(template.fill(context.parameters().longest()));
      lint.tell(template.fill(context.parameters().examples()).text(), settings.problems());
    }
    return template;
  }

  /** The values of the caller that its file has places for; none if that cannot be read. */
  public Set<String> callerValuesOfFile() {
    String name = settings.text("file");
    try {
      Set<String> names =
          name == null
              ? new HashSet<>()
              : new FillableText(ConfigText.read(context.files().resolve(name), MOST_BYTES))
                  .names();
      names.removeIf(one -> !CallerValues.known(one));
      return names;
    } catch (IOException e) {
      return Set.of();
    }
  }

  /** The template, if it takes the shortest values there can be, and the longest. */
  private PolicyTemplate tried(PolicyTemplate template) {
    for (Map<String, String> values :
        List.of(context.parameters().examples(), context.parameters().longest())) {
      try {
        template.fill(values);
      } catch (PolicyException e) {
        throw new PolicyException(e.problems().stream().map(one -> with(values, one)).toList());
      }
    }
    return template;
  }

  /** The problem, saying for which values; without them if the patterns hold hidden text. */
  private PolicyProblem with(Map<String, String> values, PolicyProblem problem) {
    if (settings.problems().filledWithin(settings.place().parent().to("parameters"))) {
      String message = "cannot be filled with all that the patterns of the parameters let through";
      return new PolicyProblem(problem.path(), problem.line(), Sentence.of(Kind.PLAIN, message));
    }
    String shown =
        new TreeMap<>(values)
            .entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(", "));
    String where = " where the pattern lets " + shown + " through";
    Sentence sentence = new Sentence(Kind.PLAIN, problem.message(), null, where);
    return new PolicyProblem(problem.path(), problem.line(), sentence);
  }

  private void warnIfLarge(@Nullable SessionPolicy policy) {
    if (policy != null && policy.large()) {
      settings
          .problems()
          .warnPlain(
              settings.place(),
              policy.sizeInBytes() + " bytes minified (expected: at most 1024; 2048 is the limit)");
    }
  }

  private <T> @Nullable T made(
      Function<String, T> document, BiFunction<Preset, Map<String, String>, T> preset) {
    if (settings.values().getValue("document") instanceof JsonObject written) {
      return document(written.encode(), document);
    }
    String name = settings.text("preset");
    return name == null ? file(document) : preset(name, preset);
  }

  private <T> @Nullable T document(String json, Function<String, T> maker) {
    ConfigPath place = settings.place().to("document");
    lint = new PolicyLint(place, null, json);
    try {
      return maker.apply(json);
    } catch (PolicyException e) {
      List<PolicyProblem> open = problemsAsWritten(place, maker);
      for (PolicyProblem problem : e.problems()) {
        ConfigProblem told = lint.problem(problem, settings.problems());
        if (open.contains(problem) || problem.sentence().kind() == Kind.SIZE) {
          settings.problems().morePlain(place, told);
        } else {
          settings.problems().more(place, told);
        }
      }
      lint.tellBeside(e, settings.problems());
      return null;
    }
  }

  /** What is wrong with the document before anything is filled in, and so shows no value. */
  private List<PolicyProblem> problemsAsWritten(ConfigPath place, Function<String, ?> maker) {
    JsonObject filled = (JsonObject) settings.values().getValue("document");
    JsonObject written = (JsonObject) settings.problems().asWritten(place, filled);
    try {
      Object unused = maker.apply(written.encode());
      return List.of();
    } catch (PolicyException e) {
      return e.problems();
    }
  }

  private <T> @Nullable T file(Function<String, T> maker) {
    Path file = context.files().find(settings, "file");
    if (file == null) {
      return null;
    }
    ConfigPath place = settings.place().to("file");
    try {
      String json = ConfigText.read(file, MOST_BYTES);
      lint = new PolicyLint(place, file, json);
      return knows(file, json) ? maker.apply(json) : null;
    } catch (IOException e) {
      settings.fileProblem("file", file, e);
    } catch (PolicyException e) {
      for (PolicyProblem problem : e.problems()) {
        settings.problems().morePlain(place, lint.problem(problem, settings.problems()));
      }
      lint.tellBeside(e, settings.problems());
    }
    return null;
  }

  private boolean knows(Path file, String json) {
    Set<String> known = new HashSet<>(context.parameters().patterns().keySet());
    known.removeIf(CallerValues::known);
    for (String name : new FillableText(json).names()) {
      if (!known.contains(name) && !CallerValues.known(name)) {
        String place = name.startsWith(CallerValues.PREFIX) ? "${" : "${param.";
        int line = YamlSyntax.line(json, json.indexOf(place + name));
        settings
            .problems()
            .morePlain(
                settings.place().to("file"),
                new ConfigProblem(
                    settings.shown("file", file) + ":" + line,
                    settings.place().parent() + ".policy.file",
                    ParameterSection.unknown(name, known)));
        return false;
      }
    }
    return true;
  }

  private <T> @Nullable T preset(String name, BiFunction<Preset, Map<String, String>, T> maker) {
    PresetUse use = PresetUse.find(settings, name, context.presets());
    if (use == null) {
      return null;
    }
    lint = use.lint();
    return use.made(maker);
  }
}
