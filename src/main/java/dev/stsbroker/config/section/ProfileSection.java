package dev.stsbroker.config.section;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.broker.Recipe;
import dev.stsbroker.config.policy.ParameterSection;
import dev.stsbroker.config.policy.PolicySection;
import dev.stsbroker.config.policy.RecipeSection;
import dev.stsbroker.config.setting.DurationRange;
import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Placeholders;
import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.parameter.CallerValues;
import dev.stsbroker.parameter.Parameters;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.preset.PolicyTemplate;
import dev.stsbroker.policy.preset.Preset;
import dev.stsbroker.policy.trust.ServiceLinkedRole;
import dev.stsbroker.sts.SessionRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one profile. */
public final class ProfileSection {
  private static final DurationRange DURATION = new DurationRange("15m", "12h");
  private static final DurationRange IDLE_AFTER = new DurationRange("1m", "168h");
  private static final String SESSION_NAME = "sts-broker-${hostname}";

  private final Settings settings;
  private final Context context;

  /**
   * What a profile refers to.
   *
   * @param identities the names of all identities
   * @param profiles the names of all profiles
   * @param bases the names of those that a profile can be based on
   * @param files where it finds its policy
   * @param placeholders for the session name it has by default
   * @param presets those of the configuration, by name
   */
  public record Context(
      Set<String> identities,
      Set<String> profiles,
      Function<String, Set<String>> bases,
      NamedFile files,
      Placeholders placeholders,
      Map<String, Preset> presets) {}

  public ProfileSection(Settings settings, Context context) {
    this.settings = settings;
    this.context = context;
  }

  /** The profile; null if a problem was reported. */
  public @Nullable Profile read() {
    String identity = settings.values().containsKey("via") ? via() : identity();
    ParameterSection section = new ParameterSection(settings);
    Parameters parameters = section.read();
    Recipe recipe = parameters == null ? null : recipe(parameters, section.callerValues());
    boolean ofCallers =
        !section.callerValues().isEmpty() || (recipe != null && !recipe.caller().isEmpty());
    boolean prefetch = settings.flag("prefetch", !section.present() && !ofCallers);
    if (prefetch && (section.present() || ofCallers)) {
      String write = settings.problems().writeRaw(settings.place().to("prefetch"), "false");
      settings.problem(
          "prefetch",
          "true, but there is no session before "
              + (section.present() ? "a job names its values" : "a caller is known")
              + " (expected: false"
              + write
              + ")");
    }
    Duration idleAfter = settings.duration("idleAfter", IDLE_AFTER, Duration.ZERO);
    if (prefetch && !idleAfter.isZero()) {
      settings
          .problems()
          .warnPlain(settings.place().to("idleAfter"), "has no effect while prefetch is true");
    }
    return identity == null || recipe == null
        ? null
        : new Profile(settings.place().name(), identity, recipe, prefetch, idleAfter);
  }

  private @Nullable String identity() {
    Set<String> known = context.identities();
    String name = settings.text("identity");
    if (name == null && known.size() == 1) {
      return known.iterator().next();
    }
    if (known.contains(name == null ? "default" : name)) {
      return name == null ? "default" : name;
    }
    if (!known.isEmpty()) {
      String missing =
          "is missing, and no identity is named default (expected one of: "
              + String.join(", ", known)
              + ")";
      settings.problem(
          "identity", name == null ? missing : settings.unknown("identity", "an identity", known));
    }
    return null;
  }

  private @Nullable String via() {
    String base = settings.text("via");
    if (settings.values().containsKey("identity")) {
      settings.plain("via", "has identity beside it (expected: one of the two)");
      return null;
    }
    if (base != null && !context.profiles().contains(base)) {
      Set<String> bases = context.bases().apply(settings.place().name());
      settings.problem(
          "via",
          bases.isEmpty()
              ? settings.shown("via") + " is not a profile (expected: identity in place of via)"
              : settings.unknown("via", "a profile", bases));
      return null;
    }
    return base == null ? null : Profile.via(base);
  }

  private @Nullable Recipe recipe(Parameters parameters, Set<String> named) {
    Set<String> names = new HashSet<>(named);
    names.addAll(policy(parameters).map(PolicySection::callerValuesOfFile).orElse(Set.of()));
    Parameters caller = CallerValues.among(names);
    PolicySection policy = policy(parameters.with(caller)).orElse(null);
    if (policy == null) {
      warnOfWholeRole();
    }
    if (parameters.isEmpty() && caller.isEmpty()) {
      SessionRequest request = request(policy == null ? null : policy.read());
      return request == null ? null : new Recipe.Fixed(request, Map.of());
    }
    PolicyTemplate template = policy == null ? null : policy.template();
    SessionRequest common = request(null);
    return common == null || (policy != null && template == null)
        ? null
        : new RecipeSection(settings, parameters, caller).read(common, template);
  }

  private @Nullable SessionRequest request(@Nullable SessionPolicy policy) {
    Duration duration = settings.duration("duration", DURATION, Duration.ofHours(1));
    ClientWindows.check(settings, duration);
    String roleArn = settings.text("roleArn");
    if (roleArn != null) {
      ServiceLinkedRole.of(roleArn).ifPresent(one -> warnOf(one));
      AccountId.warn(settings, "roleArn");
    }
    String sessionName = settings.text("sessionName");
    if (sessionName == null) {
      sessionName = context.placeholders().text(settings.place().to("sessionName"), SESSION_NAME);
    }
    return roleArn == null
        ? null
        : new SessionRequest(
            new RoleArn(roleArn),
            sessionName,
            duration,
            policy,
            settings.text("externalId"),
            settings.text("sourceIdentity"));
  }

  private void warnOf(ServiceLinkedRole role) {
    ConfigPath place = settings.place().to("roleArn");
    boolean hidden = settings.problems().filledWithin(place);
    String name = hidden ? settings.shown("roleArn") : role.name();
    settings.problems().warnPlain(place, name + ": " + role.explanation());
  }

  private Optional<PolicySection> policy(Parameters values) {
    if (!settings.values().containsKey("policy")) {
      return Optional.empty();
    }
    var outside = new PolicySection.Context(context.files(), context.presets(), values);
    return Optional.of(new PolicySection(settings.section("policy"), outside));
  }

  private void warnOfWholeRole() {
    settings
        .problems()
        .warnPlain(
            settings.place().to("policy"), "left out, so the session may do whatever the role may");
  }
}
