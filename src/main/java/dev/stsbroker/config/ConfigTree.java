package dev.stsbroker.config;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.http.HttpSettings;
import dev.stsbroker.source.SourceSettings;
import dev.stsbroker.sts.StsSettings;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the values of a configuration into settings: what fits the schema first, then what fits
 * together.
 */
final class ConfigTree {
  private final JsonObject written;
  private final Problems problems;
  private final Placeholders placeholders;
  private final NamedFile files;

  ConfigTree(JsonObject written, Problems problems, Placeholders placeholders, NamedFile files) {
    this.written = written;
    this.problems = problems;
    this.placeholders = placeholders;
    this.files = files;
  }

  /** The settings; throws {@link ConfigException} with every problem. */
  LoadedConfig read(boolean sandbox) {
    JsonObject filled = (JsonObject) placeholders.fill(Place.ROOT, written);
    if (!sandbox && filled.containsKey("sandbox")) {
      problems.add(Place.ROOT.to("sandbox"), "is only read by the sandbox command");
    }
    NotYet.refuse(filled, problems);
    new SchemaCheck().check(filled, problems);
    JsonObject section = filled.getValue("sandbox") instanceof JsonObject found ? found : null;
    Set<String> identities = Settings.named(filled, "identities");
    Set<String> profiles = Settings.named(filled, "profiles");
    problems.places().forEach(place -> take(place, filled));
    BrokerConfig broker = broker(new Settings(Place.ROOT, filled, problems), identities, profiles);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems.inOrderOf(written));
    }
    return new LoadedConfig(broker, section);
  }

  private static void take(Place place, JsonObject root) {
    if (place.parent().in(root) instanceof JsonObject owner) {
      owner.remove(place.name());
    }
  }

  private BrokerConfig broker(Settings root, Set<String> identityNames, Set<String> profileNames) {
    HttpSettings http = new HttpSection(root).read();
    StsSettings sts = new StsSection(root.section("sts")).read();
    List<SourceSettings> identities =
        root.section("identities").sections().values().stream()
            .flatMap(it -> Stream.ofNullable(new IdentitySection(it, files).read()))
            .toList();
    var context = new ProfileSection.Context(identityNames, files, placeholders);
    List<Profile> profiles =
        root.section("profiles").sections().values().stream()
            .flatMap(it -> Stream.ofNullable(new ProfileSection(it, context).read()))
            .toList();
    return new BrokerConfig(
        http, sts, identities, profiles, defaultProfile(root, profileNames), problems.warnings());
  }

  private static @Nullable String defaultProfile(Settings root, Set<String> known) {
    String name = root.text("defaultProfile");
    if (name == null) {
      return known.size() == 1 ? known.iterator().next() : null;
    }
    if (!known.contains(name) && !known.isEmpty()) {
      String near = NearestWord.to(name, known).map(it -> ", did you mean " + it + "?").orElse("");
      String shown = Shown.value(root.place().to("defaultProfile"), name);
      String expected = " (expected one of: " + String.join(", ", known) + ")";
      root.problem("defaultProfile", shown + " is not a profile" + near + expected);
    }
    return name;
  }
}
