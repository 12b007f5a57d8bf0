package dev.stsbroker.config.section;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.Problems;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds cycles of {@code via}: profiles that are each other's base, so that none leads to an
 * identity.
 */
public final class ViaCheck {
  private final Map<String, String> bases = new HashMap<>();
  private final Set<String> told = new HashSet<>();

  /**
   * Adds a problem for each circle, at the profile of it that comes first, and for each base with
   * parameters.
   */
  public static void check(List<Profile> profiles, Problems problems) {
    tellParameters(profiles, problems);
    new ViaCheck(profiles).tell(profiles, problems);
  }

  /** The profiles of {@code section} that {@code profile} can be based on without a circle. */
  public static Set<String> bases(String profile, JsonObject section) {
    Set<String> bases = new LinkedHashSet<>();
    for (String candidate : section.fieldNames()) {
      boolean fillable =
          section.getValue(candidate) instanceof JsonObject one
              && (one.containsKey("parameters") || one.encode().contains("${caller."));
      if (!fillable && !leadsTo(profile, candidate, section)) {
        bases.add(candidate);
      }
    }
    return bases;
  }

  private static boolean leadsTo(String profile, String candidate, JsonObject section) {
    Object at = candidate;
    for (int i = 0; i <= section.size() && at instanceof String name; i++) {
      if (name.equals(profile)) {
        return true;
      }
      at = section.getValue(name) instanceof JsonObject one ? one.getValue("via") : null;
    }
    return false;
  }

  private ViaCheck(List<Profile> profiles) {
    for (Profile profile : profiles) {
      String base = profile.base();
      if (base != null) {
        bases.put(profile.name(), base);
      }
    }
  }

  /**
   * The profiles that have no session before they are asked for, by name, and why: with a clause
   * such as {@code has parameters (expected: a profile without)}.
   */
  public static Map<String, String> fillable(List<Profile> profiles) {
    return profiles.stream()
        .filter(Profile::takesValues)
        .collect(
            Collectors.toMap(
                Profile::name,
                profile ->
                    profile.takesParameters()
                        ? "has parameters (expected: a profile without)"
                        : "has a session for each caller (expected: a profile without ${caller...})",
                (one, other) -> one));
  }

  /** A session for each value is nobody's in particular, so nothing can be assumed from it. */
  private static void tellParameters(List<Profile> profiles, Problems problems) {
    Map<String, String> fillable = fillable(profiles);
    for (Profile profile : profiles) {
      String why = fillable.get(String.valueOf(profile.base()));
      if (why != null) {
        ConfigPath via = via(profile.name());
        problems.plain(via, problems.shown(via, profile.base()) + " " + why);
      }
    }
  }

  private void tell(List<Profile> profiles, Problems problems) {
    for (Profile profile : profiles) {
      List<String> circle = circle(profile.name());
      if (circle != null && told.add(profile.name())) {
        told.addAll(circle);
        boolean hidden = circle.stream().anyMatch(one -> problems.filledWithin(via(one)));
        String shown = hidden ? "leads back to itself" : String.join(" -> ", circle);
        problems.plain(
            via(profile.name()), shown + " (expected: a chain that ends at an identity)");
      }
    }
  }

  private static ConfigPath via(String profile) {
    return ConfigPath.ROOT.to("profiles").to(profile).to("via");
  }

  /** From {@code name} back to it; null if its chain does not come back. */
  private @Nullable List<String> circle(String name) {
    List<String> path = new ArrayList<>(List.of(name));
    for (String at = bases.get(name); at != null; at = bases.get(at)) {
      boolean seen = path.contains(at);
      path.add(at);
      if (at.equals(name)) {
        return path;
      }
      if (seen) {
        return null;
      }
    }
    return null;
  }
}
