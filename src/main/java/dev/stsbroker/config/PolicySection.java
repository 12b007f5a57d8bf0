package dev.stsbroker.config;

import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.PolicyException;
import dev.stsbroker.policy.PolicyProblem;
import dev.stsbroker.policy.Preset;
import dev.stsbroker.policy.SessionPolicy;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a profile's session policy from a preset, a file or the configuration itself. */
final class PolicySection {
  /** White space and comments of people included; what STS takes is far less. */
  private static final int MOST_BYTES = 64 * 1024;

  private final Settings settings;
  private final NamedFile files;

  PolicySection(Settings settings, NamedFile files) {
    this.settings = settings;
    this.files = files;
  }

  /** The policy; null if a problem was reported. */
  @Nullable SessionPolicy read() {
    SessionPolicy policy = policy();
    if (policy != null && policy.large()) {
      settings
          .problems()
          .warn(
              settings.place(),
              policy.sizeInBytes() + " bytes minified (expected: at most 1024; 2048 is the limit)");
    }
    return policy;
  }

  private @Nullable SessionPolicy policy() {
    if (settings.values().getValue("document") instanceof JsonObject document) {
      return document(document.encode());
    }
    String preset = settings.text("preset");
    return preset == null ? file() : preset(preset);
  }

  private @Nullable SessionPolicy document(String json) {
    Place place = settings.place().to("document");
    try {
      return SessionPolicy.of(PolicyDocument.parse(json));
    } catch (PolicyException e) {
      for (PolicyProblem problem : e.problems()) {
        String path = whole(problem) ? place.toString() : place + "." + problem.path();
        settings.problems().more(place, path, problem.message());
      }
      return null;
    }
  }

  private @Nullable SessionPolicy file() {
    Path file = files.find(settings, "file");
    if (file == null) {
      return null;
    }
    Place place = settings.place().to("file");
    try {
      return SessionPolicy.of(PolicyDocument.parse(ConfigText.read(file, MOST_BYTES)));
    } catch (IOException e) {
      settings.problem("file", file + " " + ConfigText.sentence(e));
    } catch (PolicyException e) {
      for (PolicyProblem problem : e.problems()) {
        String message = whole(problem) ? problem.message() : problem.toString();
        settings.problems().more(place, place.toString(), file + ": " + message);
      }
    }
    return null;
  }

  private @Nullable SessionPolicy preset(String name) {
    Optional<Preset> preset = Preset.named(name);
    if (preset.isEmpty()) {
      String near =
          NearestWord.to(name, Preset.names()).map(it -> ", did you mean " + it + "?").orElse("");
      String shown = Shown.value(settings.place().to("preset"), name);
      String known = String.join(", ", Preset.names());
      settings.problem("preset", shown + near + " (expected one of: " + known + ")");
      return null;
    }
    try {
      return SessionPolicy.of(preset.get().render(values()));
    } catch (PolicyException e) {
      Place with = settings.place().to("with");
      e.problems()
          .forEach(problem -> settings.problems().add(inWith(with, problem), problem.message()));
      return null;
    }
  }

  private static Place inWith(Place with, PolicyProblem problem) {
    return whole(problem) ? with : with.to(problem.path());
  }

  /** The policy room's way to say that no part of the document in particular is meant. */
  private static boolean whole(PolicyProblem problem) {
    return problem.path().equals("document") && problem.line() == 0;
  }

  private Map<String, String> values() {
    Settings with = settings.section("with");
    Map<String, String> values = new LinkedHashMap<>();
    with.values().fieldNames().forEach(name -> values.put(name, with.text(name, "")));
    return values;
  }
}
