package dev.stsbroker.config;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.config.policy.PresetSection;
import dev.stsbroker.config.section.Accounts;
import dev.stsbroker.config.section.AuditSection;
import dev.stsbroker.config.section.Callers;
import dev.stsbroker.config.section.FileSection;
import dev.stsbroker.config.section.HttpSection;
import dev.stsbroker.config.section.IdentitySection;
import dev.stsbroker.config.section.LimitsSection;
import dev.stsbroker.config.section.MemoryPlan;
import dev.stsbroker.config.section.ProfileSection;
import dev.stsbroker.config.section.StsSection;
import dev.stsbroker.config.section.ViaCheck;
import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Placeholders;
import dev.stsbroker.config.setting.ReplaceMe;
import dev.stsbroker.config.setting.SchemaCheck;
import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.config.setting.UnsupportedSettings;
import dev.stsbroker.config.text.ConfigException;
import dev.stsbroker.config.text.ConfigLines;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.ConfigProblem;
import dev.stsbroker.config.text.Problems;
import dev.stsbroker.http.HttpSettings;
import dev.stsbroker.io.FileGuard;
import dev.stsbroker.policy.preset.Preset;
import dev.stsbroker.sink.SinkSettings;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.source.key.SourceVariables;
import dev.stsbroker.sts.StsSettings;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the values of a configuration into settings: checks each value against the schema first,
 * then how they fit together.
 */
public final class ConfigTree {
  private static final String OPEN_KEY =
      "is in the configuration, whose mode %s opens it to other users (expected: chmod 0600, or a"
          + " file of its own: accessKeyFile)";

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:[^}]*}");

  private final JsonObject written;
  private final Problems problems;
  private final Placeholders placeholders;
  private final NamedFile files;
  private final MemoryPlan.Means means;
  private final Accounts accounts;

  /**
   * What a configuration finds around it.
   *
   * @param means the memory and the files that this process may have
   * @param accounts the users and groups there are by name
   */
  public record Machine(MemoryPlan.Means means, Accounts accounts) {}

  /** For the memory this process has. */
  public ConfigTree(
      JsonObject written, Problems problems, Placeholders placeholders, NamedFile files) {
    this(written, problems, placeholders, files, MemoryPlan.Means.ofProcess());
  }

  /** For the users and groups of this machine. */
  public ConfigTree(
      JsonObject written,
      Problems problems,
      Placeholders placeholders,
      NamedFile files,
      MemoryPlan.Means means) {
    this(written, problems, placeholders, files, new Machine(means, Accounts.ofMachine()));
  }

  public ConfigTree(
      JsonObject written,
      Problems problems,
      Placeholders placeholders,
      NamedFile files,
      Machine machine) {
    this.means = machine.means();
    this.accounts = machine.accounts();
    this.written = written;
    this.problems = problems;
    this.placeholders = placeholders;
    this.files = files;
  }

  /** The settings; throws {@link ConfigException} with every problem. */
  public LoadedConfig read(boolean sandbox) {
    return read(sandbox, Set.of());
  }

  /**
   * The same where {@code running} are in use already: what is wrong with their files is theirs to
   * tell, and no problem of this.
   */
  LoadedConfig read(boolean sandbox, Set<SourceSettings> running) {
    JsonObject filled = (JsonObject) placeholders.fill(ConfigPath.ROOT, written);
    if (!sandbox && filled.containsKey("sandbox")) {
      problems.plain(
          ConfigPath.ROOT.to("sandbox"),
          "is only read by sts-broker sandbox (expected: no such section)");
    }
    if (!filled.containsKey("identities")) {
      JsonObject found = new JsonObject().put("type", "auto");
      filled.put("identities", new JsonObject().put("default", found));
    }
    UnsupportedSettings.refuse(filled, problems);
    SchemaCheck.shared().check(filled, problems);
    ReplaceMe.warn(ConfigPath.ROOT, filled, problems);
    JsonObject section = filled.getValue("sandbox") instanceof JsonObject found ? found : null;
    Set<String> identities = Settings.named(filled, "identities");
    Set<String> profiles = Settings.named(filled, "profiles");
    problems.places().forEach(place -> take(place, filled));
    Settings root = new Settings(ConfigPath.ROOT, filled, problems);
    MemoryPlan.Means own = sandbox ? means.half() : means;
    MemoryPlan limits = new LimitsSection(root.section("limits"), own).read();
    BrokerConfig broker = broker(root, identities, profiles, limits, running);
    LimitsSection.checkPrefetched(root, broker.profiles(), own);
    if (!sandbox) {
      hideKeys(root.section("identities"));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems.inOrderOf(written), files.named());
    }
    return new LoadedConfig(broker, section, written.getJsonObject("sandbox"), problems.lines());
  }

  private static void take(ConfigPath place, JsonObject root) {
    if (place.parent().in(root) instanceof JsonObject owner) {
      owner.remove(place.name());
    }
  }

  private BrokerConfig broker(
      Settings root,
      Set<String> identityNames,
      Set<String> profileNames,
      MemoryPlan limits,
      Set<SourceSettings> running) {
    Set<String> emulated = emulatedKeys(root);
    HttpSettings http = new HttpSection(root).read();
    StsSettings sts = new StsSection(root.section("sts")).read();
    var variables = new SourceVariables(placeholders.environment());
    var sources = new IdentitySection.Context(files, placeholders, variables, emulated, running);
    List<SourceSettings> identities =
        root.section("identities").sections().values().stream()
            .flatMap(it -> Stream.ofNullable(new IdentitySection(it, sources).read()))
            .toList();
    Map<String, Preset> presets = new PresetSection(root.section("presets"), files).read();
    var context =
        new ProfileSection.Context(
            identityNames, profileNames, bases(root), files, placeholders, presets);
    List<Profile> profiles =
        root.section("profiles").sections().values().stream()
            .flatMap(it -> Stream.ofNullable(new ProfileSection(it, context).read()))
            .toList();
    ViaCheck.check(profiles, problems);
    Set<String> fillable = fillable(profiles);
    String defaultProfile = defaultProfile(root, profileNames, fillable);
    var kept = new FileSection.Context(profileNames, ViaCheck.fillable(profiles), files);
    List<SinkSettings> sinks = new FileSection(root, kept).read();
    Callers callers = Callers.read(root, http.listen(), profiles, files, accounts);
    return new BrokerConfig(
        http,
        sts,
        identities,
        FileSection.prefetched(profiles, sinks),
        defaultProfile,
        sinks,
        callers.secrets(),
        callers.users(),
        callers.names(),
        List.copyOf(presets.values()),
        limits,
        new AuditSection(root.section("audit"), files, sinks).read(),
        files.named(),
        problems.warnings(),
        problems.faults());
  }

  private static Function<String, Set<String>> bases(Settings root) {
    return profile -> ViaCheck.bases(profile, root.section("profiles").values());
  }

  /** A key that stands in the configuration makes it a file that nobody else may read. */
  private void hideKeys(Settings identities) {
    String mode = FileGuard.openMode(files.config());
    if (mode == null) {
      return;
    }
    for (Settings identity : identities.sections().values()) {
      for (String key : List.of("secret", "securityToken")) {
        Object text = identity.place().to(key).in(written);
        if (text instanceof String inline && !VARIABLE.matcher(inline).matches()) {
          identity.plain(key, OPEN_KEY.formatted(mode));
        }
      }
    }
  }

  /** What a sandbox beside the broker made up is no secret, and may stand in a configuration. */
  private static Set<String> emulatedKeys(Settings root) {
    return root.section("sandbox").items("accounts").stream()
        .flatMap(account -> account.items("users").stream())
        .flatMap(user -> Stream.ofNullable(user.text("accessKeyId")))
        .collect(Collectors.toSet());
  }

  private static @Nullable String defaultProfile(
      Settings root, Set<String> known, Set<String> fillable) {
    String name = root.text("defaultProfile");
    if (name == null) {
      if (known.size() > 1) {
        warnOfNoDefault(root, known.stream().filter(one -> !fillable.contains(one)).toList());
        return null;
      }
      String only = known.isEmpty() ? null : known.iterator().next();
      return fillable.contains(only) ? null : only;
    }
    if (fillable.contains(name)) {
      root.plain(
          "defaultProfile",
          root.shown("defaultProfile") + " has parameters (expected: a profile without)");
    }
    if (!known.contains(name) && !known.isEmpty()) {
      Set<String> fit = Settings.without(known, fillable);
      root.problem("defaultProfile", root.unknown("defaultProfile", "a profile", fit));
    }
    return name;
  }

  /** Many clients are told of an address, and know no profile's name. */
  private static void warnOfNoDefault(Settings root, List<String> candidates) {
    if (!candidates.isEmpty()) {
      ConfigLines lines = root.problems().lines();
      ConfigPath place = ConfigPath.ROOT.to("profiles");
      String sentence =
          "is left out, so GET /credentials answers 404 (expected: the profile for clients that name"
              + " none; write: ";
      String write =
          lines.entry(ConfigPath.ROOT.to("defaultProfile"), lines.text(candidates.get(0)));
      root.problems()
          .warnPlain(new ConfigProblem(lines.of(place), "defaultProfile", sentence + write + ")"));
    }
  }

  private static Set<String> fillable(List<Profile> profiles) {
    return profiles.stream()
        .filter(Profile::takesParameters)
        .map(Profile::name)
        .collect(Collectors.toSet());
  }
}
