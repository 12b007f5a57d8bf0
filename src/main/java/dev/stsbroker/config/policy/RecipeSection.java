package dev.stsbroker.config.policy;

import dev.stsbroker.broker.Recipe;
import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.Redactor;
import dev.stsbroker.parameter.CallerValues;
import dev.stsbroker.parameter.FillableText;
import dev.stsbroker.parameter.Parameters;
import dev.stsbroker.policy.preset.PolicyTemplate;
import dev.stsbroker.sts.SessionRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the request to STS of a profile with parameters or values of callers, and tries it with
 * values that its patterns accept: all such values must be valid wherever they are filled in, so
 * that only the patterns refuse a job's request.
 */
public final class RecipeSection {
  private static final int LONGEST = 64;
  private static final Pattern SESSION_NAME = Pattern.compile("[A-Za-z0-9.@_-]*");
  private static final Pattern SOURCE_IDENTITY =
      Pattern.compile("(?!acs:|aliyun:|alibabacloud:)[A-Za-z0-9_+=,.@-]*");

  /** A number that no value beside it can make longer: whose it is can be told from the text. */
  private static final Pattern OF_ONE_CALLER =
      Pattern.compile("\\$\\{caller\\.uid}[^0-9$].*|.*[^0-9}]\\$\\{caller\\.uid}");

  private final Settings settings;
  private final Parameters parameters;
  private final Parameters caller;

  /**
   * @param settings the profile
   * @param parameters of jobs
   * @param caller the values of callers that it takes
   */
  public RecipeSection(Settings settings, Parameters parameters, Parameters caller) {
    this.settings = settings;
    this.parameters = parameters;
    this.caller = caller;
  }

  /**
   * The recipe; null if a problem was reported.
   *
   * @param common with the texts as they are written
   * @param policy null for none
   */
  public @Nullable Recipe read(SessionRequest common, @Nullable PolicyTemplate policy) {
    FillableText name = text("sessionName", common.sessionName(), SESSION_NAME);
    String identity = common.sourceIdentity();
    FillableText source =
        identity == null ? null : text("sourceIdentity", identity, SOURCE_IDENTITY);
    if (name == null || (identity != null && source == null)) {
      return null;
    }
    warnOfUnused(name, source, policy);
    return new Recipe.Fillable(common, parameters, caller, name, source, policy);
  }

  private @Nullable FillableText text(String key, String written, Pattern accepted) {
    FillableText text = new FillableText(written);
    Map<String, String> shortestValues = new HashMap<>(parameters.examples());
    // A caller of one character is refused when it comes: few are, and only alone is that too
    // short.
    caller.names().forEach(one -> shortestValues.put(one, "00"));
    String shortest = text.fill(shortestValues);
    int least = shortest.length();
    int most = text.fill(parameters.with(caller).longest()).length();
    if (!accepted.matcher(shortest).matches()) {
      settings.plain(key, shown(key, written) + " (expected: letters, digits and . @ - _)");
      return null;
    }
    if (least < 2 || most > LONGEST) {
      settings.plain(
          key,
          shown(key, written)
              + " has %d to %d characters with its values".formatted(least, most)
              + " (expected: 2 to 64"
              + (parameters.isEmpty() ? ")" : "; bound the pattern, like {1,40})"));
      return null;
    }
    if (mixes(text)) {
      settings.plain(
          key,
          shown(key, written)
              + " could be the same for two callers, by what is filled in beside their values"
              + " (expected: ${caller.uid} first or last, with a character beside it that is no"
              + " digit)");
      return null;
    }
    return text;
  }

  /** Whether other values could make one caller's text another's: a job chooses its own. */
  private static boolean mixes(FillableText text) {
    Set<String> names = text.names();
    boolean ofCaller = names.stream().anyMatch(CallerValues::known);
    return ofCaller && names.size() > 1 && !OF_ONE_CALLER.matcher(text.text()).matches();
  }

  /** {@code text}, or what is written where something was filled into it. */
  private String shown(String key, String text) {
    return settings.problems().filledWithin(settings.place().to(key))
        ? settings.shown(key)
        : Redactor.quoted(text);
  }

  private void warnOfUnused(
      FillableText name, @Nullable FillableText source, @Nullable PolicyTemplate policy) {
    Set<String> used = new HashSet<>(name.names());
    used.addAll(source == null ? Set.of() : source.names());
    used.addAll(policy == null ? Set.of() : policy.parameters());
    for (String unused : parameters.names()) {
      if (!used.contains(unused)) {
        ConfigPath place = settings.place().to("parameters").to(unused);
        settings.problems().warnPlain(place, "is used nowhere: its values change nothing");
      }
    }
  }
}
